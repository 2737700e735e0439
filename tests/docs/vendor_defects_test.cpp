#include <gtest/gtest.h>

#include "tests/docs/evidence.h"
#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

// docs/vendor-defects.md: for each defect what happens here, and what shows it.
namespace stsafe::docs {
namespace {

std::string vendor_defects() {
  return read_text(testing_support::source_tree() / "docs" / "vendor-defects.md");
}

TEST(VendorDefects, NameTestsAndCasesThatExist) { expect_evidence_that_exists(vendor_defects()); }

TEST(VendorDefects, EachHaveATest) {
  const auto tests = tests_in_sources();
  const auto cases = conformance_cases();
  const auto rows = table_rows(vendor_defects(), "Defect");
  ASSERT_GT(rows.size(), 50U);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 4U) << row.front();
    EXPECT_FALSE(row[1].empty()) << row.front();
    EXPECT_FALSE(row[2].empty()) << row.front();
    int num_shown = 0;
    for (const auto& quoted : quoted_in(row[3])) {
      num_shown += tests.contains(quoted) || cases.contains(quoted) ? 1 : 0;
    }
    EXPECT_GT(num_shown, 0) << row.front();
  }
}

}  // namespace
}  // namespace stsafe::docs
