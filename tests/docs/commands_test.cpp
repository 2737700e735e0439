#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/docs/commands_doc.h"
#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

namespace stsafe::docs {
namespace {

TEST(CommandsDocument, IsWhatTheRegistrySays) {
  const auto file = testing_support::source_tree() / "docs" / "commands.md";
  const auto generated = commands_document();
  const auto* update = std::getenv("STSAFE_UPDATE_DOCS");
  if (update != nullptr && std::string_view{update} == "1") write_text(file, generated);
  EXPECT_EQ(read_text(file), generated)
      << "docs/commands.md is not what stsafe/wire/registry.h says.\n"
         "Run docs_test with STSAFE_UPDATE_DOCS=1 in its environment to write it anew.";
}

}  // namespace
}  // namespace stsafe::docs
