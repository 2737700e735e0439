#include "apps/stsafe/shell_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/devices/failure.h"

namespace stsafe::tool::shell_words_test {
namespace {

using testing::ElementsAre;

struct Row {
  std::string_view text;
  std::vector<ShellWords> commands;
};

// What dash makes of these lines, printed by `printf '<%s>'`.
const std::vector<Row> kRows{
    {"", {}},
    {"  \t ", {}},
    {"info", {{"info"}}},
    {"echo  a\tb", {{"echo", "a", "b"}}},
    {"echo 'a  b' \"c  d\"", {{"echo", "a  b", "c  d"}}},
    {"echo a'b c'd\"e f\"", {{"echo", "ab cde f"}}},
    {"echo ''", {{"echo", ""}}},
    {"echo \"\"x", {{"echo", "x"}}},
    {"echo a\\ b \\'", {{"echo", "a b", "'"}}},
    {"echo '\\'", {{"echo", "\\"}}},
    {"echo \"\\\"\\\\\\a\"", {{"echo", "\"\\\\a"}}},
    {"echo \"it's\"", {{"echo", "it's"}}},
    {"echo a # b 'c", {{"echo", "a"}}},
    {"# nothing", {}},
    {"echo a#b", {{"echo", "a#b"}}},
    {"echo '#' \\#", {{"echo", "#", "#"}}},
    {"info; random 4;; echo ';'", {{"info"}, {"random", "4"}, {"echo", ";"}}},
    {"info # one; two\necho x", {{"info"}, {"echo", "x"}}},
    {"echo 'a\nb'", {{"echo", "a\nb"}}},
    {"echo a\\\nb", {{"echo", "ab"}}},
    {"echo '|' \"<\" \\>", {{"echo", "|", "<", ">"}}},
    {"info\r\n", {{"info"}}},
};

TEST(ShellWords, AreSplitAsAPosixShellDoes) {
  for (const auto& row : kRows) EXPECT_EQ(split_commands(row.text), row.commands) << row.text;
}

TEST(ShellWords, RefuseWhatOnlyAShellOfTheSystemCan) {
  for (const auto* text : {"random 4 > file", "info | cat", "info &", "echo <x", "echo 'a", "x \"b",
                           "echo \"a\\\"", "echo a\\"}) {
    EXPECT_THROW(split_commands(text), devices::Failure) << text;
  }
}

TEST(ShellWords, TellWhatIsTypedBeforeTheCursor) {
  const auto typed = typed_words("info; echo 'a b' --ou");
  EXPECT_THAT(typed.words, ElementsAre("echo", "a b"));
  EXPECT_EQ(typed.current, "--ou");
  EXPECT_EQ(typed.current_size, 4U);

  const auto between = typed_words("echo ");
  EXPECT_THAT(between.words, ElementsAre("echo"));
  EXPECT_EQ(between.current_size, 0U);

  const auto quoted = typed_words("echo 'a b");
  EXPECT_EQ(quoted.current, "a b");
  EXPECT_EQ(quoted.current_size, 4U);
}

}  // namespace
}  // namespace stsafe::tool::shell_words_test
