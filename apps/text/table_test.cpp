#include "apps/text/table.h"

#include <gtest/gtest.h>

namespace stsafe::text {
namespace {

TEST(Table, AlignsItsColumns) {
  Table table{{"slot", "state"}};
  table.add({"0", "empty"});
  table.add({"10", "AES-256"});
  EXPECT_EQ(table.render(),
            "  slot  state\n"
            "  0     empty\n"
            "  10    AES-256\n");
}

}  // namespace
}  // namespace stsafe::text
