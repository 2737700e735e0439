#include "apps/stsafe/progress.h"

#include <gtest/gtest.h>

namespace stsafe::tool {
namespace {

TEST(ProgressText, HasRateAndRemainingTime) {
  EXPECT_EQ(progress_text("sealing", "B", 12'000'000, 50'000'000, 4.0),
            "sealing: 12.0 MB of 50.0 MB, 3.0 MB/s, 13 s left");
  EXPECT_EQ(progress_text("sealing", "B", 900, std::nullopt, 2.0), "sealing: 900 B, 450 B/s");
  EXPECT_EQ(progress_text("sealing", "records", 30, 40, 10.0),
            "sealing: 30 records of 40 records, 3 records/s, 3 s left");
  EXPECT_EQ(progress_text("opening", "B", 7'000'000'000, std::nullopt, 1.0),
            "opening: 7.0 GB, 7.0 GB/s");
}

TEST(ProgressText, KnowsNoRateBeforeTimeHasPassed) {
  EXPECT_EQ(progress_text("sealing", "B", 0, 10, 0.0), "sealing: 0 B of 10 B, 0 B/s");
}

}  // namespace
}  // namespace stsafe::tool
