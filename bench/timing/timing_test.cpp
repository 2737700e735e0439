#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bench/timing/report.h"
#include "tests/support/source_tree.h"

namespace stsafe::bench {
namespace {

const std::vector<Row>& rows() {
  static const auto all = survey();
  return all;
}

TEST(Operations, AreAsFastAsATypicalChipAllows) {
  for (const auto& row : rows()) {
    EXPECT_LE(row.ours.ratio(row.bit_rate), 1.05) << row.name();
    EXPECT_GE(row.ours.ratio(row.bit_rate), 1.0) << row.name();
  }
}

TEST(Operations, AreAsFastAsChipsAllowThatTheHostDoesNotKnow) {
  for (const auto& row : rows()) {
    EXPECT_LE(row.median, 1.05) << row.name();
    EXPECT_LE(row.worst, 1.10) << row.name();
  }
}

TEST(Operations, ReadNoMoreThanTheyNeed) {
  for (const auto& row : rows()) {
    if (row.operation->name == "initialise" || row.operation->name.starts_with("provision")) {
      continue;  // answers of open length; see the next test
    }
    // One write and one read, of which START and address are not in the limit; besides, the address
    // of each attempt that was not acknowledged.
    EXPECT_EQ(row.ours.bytes - row.ours.refused, (row.ours.least_clocks + 10 - 4) / 9)
        << row.name();
  }
}

TEST(Operations, CostTheVendorsPolicyMore) {
  for (const auto& row : rows()) {
    EXPECT_GT(row.vendors.total, row.ours.total) << row.name();
    EXPECT_EQ(row.vendors.least_clocks, row.ours.least_clocks) << row.name();
    EXPECT_EQ(row.vendors.execution, row.ours.execution) << row.name();
  }
}

TEST(Survey, IsTheSameEachTime) {
  Board one{sim::typical_timing(), 400'000};
  Board other{sim::typical_timing(), 400'000};
  for (const auto& operation : operations()) {
    EXPECT_EQ(measure(one, operation, Policy::kOurs, false).total,
              measure(other, operation, Policy::kOurs, false).total)
        << operation.name;
  }
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool wants_update() {
  const auto* update = std::getenv("STSAFE_UPDATE_DOCS");
  return update != nullptr && std::string_view{update} == "1";
}

constexpr std::string_view kTables = "## Tables\n";
constexpr const char* kHowToUpdate =
    "Run timing_bench_test with STSAFE_UPDATE_DOCS=1 in its environment to write it anew.";

TEST(PerformanceDocument, HasTheTablesOfTheBench) {
  const auto file = testing_support::source_tree() / "docs" / "performance.md";
  const auto text = read_text(file);
  const auto at = text.find(kTables);
  ASSERT_NE(at, std::string::npos);
  const auto wanted = text.substr(0, at) + std::string{kTables} + to_markdown(rows());
  if (wants_update()) std::ofstream(file, std::ios::binary) << wanted;
  EXPECT_EQ(read_text(file), wanted) << kHowToUpdate;
}

TEST(PerformanceDocument, HasThePictureOfTheBench) {
  const auto file = testing_support::source_tree() / "docs" / "performance.svg";
  const auto wanted = to_svg(rows());
  if (wants_update()) std::ofstream(file, std::ios::binary) << wanted;
  EXPECT_EQ(read_text(file), wanted) << kHowToUpdate;
}

}  // namespace
}  // namespace stsafe::bench
