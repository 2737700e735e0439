#include <gtest/gtest.h>

#include "tests/support/registry.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::vectors {
namespace {

TEST(NotCoveredYet, NamesOnlyCommandsThatTheRegistryDoesNotHave) {
  const auto count = for_each_vector("../not_covered_yet.json", [](Vector& vector) {
    vector.skip({"section"});
    const auto command = vector.bytes("command");
    const auto frame = wire::parse_command(command);
    ASSERT_TRUE(frame);
    EXPECT_EQ(testing_support::visit_commands_of(*frame, []<wire::Command C>(ByteView) {}), 0)
        << vector.text("what") << " is covered: move its frame to a file that tests it";
    vector.skip({"what"});
  });
  EXPECT_EQ(count, 2);
}

}  // namespace
}  // namespace stsafe::vectors
