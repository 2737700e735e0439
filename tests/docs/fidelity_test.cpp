#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>

#include "tests/docs/evidence.h"
#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

// docs/fidelity.md names tests, cases, files and options: they must exist.
namespace stsafe::docs {
namespace {

std::string fidelity() {
  return read_text(testing_support::source_tree() / "docs" / "fidelity.md");
}

TEST(Fidelity, NamesTestsAndCasesThatExist) { expect_evidence_that_exists(fidelity()); }

TEST(Fidelity, GivesEachRuleItsEvidence) {
  constexpr std::array<std::string_view, 4> kinds{"hardware", "vendor library", "document",
                                                  "assumed"};
  const auto rows = table_rows(fidelity(), "Rule");
  ASSERT_GT(rows.size(), 50U);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 4U) << row.front();
    const auto& evidence = row[1];
    EXPECT_TRUE(std::ranges::any_of(
        kinds, [&](std::string_view kind) { return evidence.starts_with(kind); }))
        << row.front() << ": '" << evidence << "' begins with none of the kinds of evidence";
    EXPECT_FALSE(row[2].empty()) << row.front();
    EXPECT_FALSE(row[3].empty()) << row.front();
  }
}

TEST(Fidelity, NamesEveryChoice) {
  const std::regex option{R"(\n  [\w:]+ (\w+)(?: = |\{)[^\n]*;)"};
  const auto header = read_text(testing_support::source_tree() / "stsafe" / "sim" / "choices.h");
  const auto quoted = quoted_in(fidelity());
  int num_options = 0;
  for (std::sregex_iterator match{header.begin(), header.end(), option}, end; match != end;
       ++match) {
    ++num_options;
    EXPECT_TRUE(quoted.contains((*match)[1])) << (*match)[1] << " is not in docs/fidelity.md";
  }
  // One comment stands above each option.
  int num_comments = 0;
  const auto lines = lines_of(header);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const bool begins = lines[i].starts_with("  /// ") && !lines[i - 1].starts_with("  /// ");
    num_comments += begins ? 1 : 0;
  }
  EXPECT_EQ(num_options, num_comments) << "an option of choices.h was not recognised";
}

}  // namespace
}  // namespace stsafe::docs
