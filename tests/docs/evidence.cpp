#include "tests/docs/evidence.h"

#include <gtest/gtest.h>

#include <iterator>
#include <regex>

#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

namespace stsafe::docs {
namespace {

void add_matches(const std::string& text, const std::regex& pattern, Names& names,
                 std::string_view between) {
  for (std::sregex_iterator match{text.begin(), text.end(), pattern}, end; match != end; ++match) {
    names.insert((*match)[1].str() + std::string{between} + (*match)[2].str());
  }
}

}  // namespace

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

void expect_evidence_that_exists(std::string_view markdown) {
  const auto tests = tests_in_sources();
  const auto cases = conformance_cases();
  ASSERT_GT(tests.size(), 100U);
  ASSERT_GT(cases.size(), 100U);
  const std::regex test{R"([A-Z]\w*\.[A-Z]\w*)"};
  const std::regex conformance_case{R"([A-Z][A-Za-z0-9]*_[A-Z]\w*)"};
  for (const auto& quoted : quoted_in(markdown)) {
    if (std::regex_match(quoted, test)) {
      EXPECT_TRUE(tests.contains(quoted)) << "there is no test " << quoted;
    }
    if (std::regex_match(quoted, conformance_case)) {
      EXPECT_TRUE(cases.contains(quoted)) << "tests/conformance has no case " << quoted;
    }
  }
}

}  // namespace stsafe::docs
