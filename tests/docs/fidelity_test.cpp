#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>

#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

// docs/fidelity.md names tests, cases, files and options: they must exist.
namespace stsafe::docs {
namespace {

using Names = std::set<std::string>;

std::string fidelity() {
  return read_text(testing_support::source_tree() / "docs" / "fidelity.md");
}

void add_matches(const std::string& text, const std::regex& pattern, Names& names,
                 std::string_view between) {
  for (std::sregex_iterator match{text.begin(), text.end(), pattern}, end; match != end; ++match) {
    names.insert((*match)[1].str() + std::string{between} + (*match)[2].str());
  }
}

/// Suite.Name of every test of this repository.
Names tests_in_sources() {
  const std::regex test{R"(\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\))"};
  Names names;
  for (const auto* folder : {"stsafe", "ports", "apps", "tests"}) {
    for (const auto* end : {"_test.cpp", ".h"}) {
      for (const auto& file : files_below(testing_support::source_tree() / folder, end)) {
        add_matches(read_text(file), test, names, ".");
      }
    }
  }
  return names;
}

/// Command_Name of every case of the conformance table.
Names conformance_cases() {
  const std::regex table{R"(struct (?:Cases<wire::)?(\w+?)(?:Cases|>) \{)"};
  const std::regex name{R"((?:\.name =|\b[a-z_]+\()\s*"([A-Z]\w*)\")"};
  Names names;
  for (const auto& file :
       files_below(testing_support::source_tree() / "tests" / "conformance", ".h")) {
    const auto text = read_text(file);
    const std::sregex_iterator end;
    for (std::sregex_iterator at{text.begin(), text.end(), table}; at != end; ++at) {
      const auto next = std::next(at);
      const auto stop = next != end ? next->position() : static_cast<std::ptrdiff_t>(text.size());
      const auto cases = text.substr(static_cast<std::size_t>(at->position()),
                                     static_cast<std::size_t>(stop - at->position()));
      for (std::sregex_iterator match{cases.begin(), cases.end(), name}; match != end; ++match) {
        names.insert((*at)[1].str() + "_" + (*match)[1].str());
      }
    }
  }
  return names;
}

TEST(Fidelity, NamesTestsThatExist) {
  const auto tests = tests_in_sources();
  ASSERT_GT(tests.size(), 100U);
  const std::regex form{R"([A-Z]\w*\.[A-Z]\w*)"};
  for (const auto& quoted : quoted_in(fidelity())) {
    if (!std::regex_match(quoted, form)) continue;
    EXPECT_TRUE(tests.contains(quoted)) << "there is no test " << quoted;
  }
}

TEST(Fidelity, NamesConformanceCasesThatExist) {
  const auto cases = conformance_cases();
  ASSERT_GT(cases.size(), 100U);
  const std::regex form{R"([A-Z][A-Za-z0-9]*_[A-Z]\w*)"};
  for (const auto& quoted : quoted_in(fidelity())) {
    if (!std::regex_match(quoted, form)) continue;
    EXPECT_TRUE(cases.contains(quoted)) << "tests/conformance has no case " << quoted;
  }
}

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
