#include <gtest/gtest.h>

#include "tests/conformance/cases_data_zone.h"

// What data zones keep, and what a refused command leaves alone (part 03, sections 7.4 and 7.5).
namespace stsafe::conformance {
namespace {

Bytes table(Bench& bench) { return bench.send("14 12").payload; }

TEST(DataZone, IsLeftAloneByARefusedCommand) {
  Bench bench{counter_at<2>};
  const auto before = table(bench);
  for (const auto* request :
       {"05 19 01 03E8 0001", "05 19 09 0000 02EF", "06 19 01 03E7 D0D1", "06 1A 01 0000 D0",
        "04 19 05 0000 00000003 D0", "04 19 05 003F 00000001 D0D1", "06 19 05 0000 D0"}) {
    EXPECT_NE(bench.send(request).status(), Status::kOk) << request;
  }
  EXPECT_EQ(table(bench), before);
  EXPECT_TRUE(matches(bench.send("05 00 01 03E6 0002").payload, "00 00"));
  EXPECT_TRUE(matches(bench.send("05 00 05 003E 0002").payload, "00000002 00 00"));
}

TEST(DataZone, SurvivesResetAndPowerCycle) {
  Bench bench;
  ASSERT_EQ(bench.send("06 10 01 0000 D0D1").status(), Status::kOk);
  ASSERT_EQ(bench.send("04 00 05 0000 00000001 D2").status(), Status::kOk);
  const auto stored = table(bench);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(matches(bench.send("05 00 01 0000 0003").payload, "D0D1 00"));
    EXPECT_TRUE(matches(bench.send("05 00 05 0000 0002").payload, "FFFFFFFE D2 00"));
    EXPECT_EQ(table(bench), stored);
    i == 0 ? static_cast<void>(bench.send("01")) : bench.power_cycle();
  }
}

// Rules 2 and 3 of section 7.4, all the way.
TEST(DataZone, GetsStricterStepByStep) {
  Bench bench{host_keys<0>};
  EXPECT_EQ(bench.send("06 19 01 0000 D0").status(), Status::kOk);
  EXPECT_EQ(bench.send("06 1F 01 0000 D1").status(), Status::kAccessConditionNotSatisfied);
  EXPECT_EQ(bench.send_sealed("06 1F 01 0000 D1").status(), Status::kOk);
  EXPECT_EQ(bench.send_sealed("06 1F 01 0000 D2").status(), Status::kAccessConditionNotSatisfied);
  EXPECT_TRUE(matches(bench.send("05 00 01 0000 0001").payload, "D1"));
}

// U-23
TEST(DataZone, CanEndAReadIfSoChosen) {
  Bench bench{counted_up, {.reads_end_with_the_zone = true}};
  EXPECT_TRUE(matches(bench.send("05 00 01 03E6 0005").payload, "E7 E8"));
  EXPECT_TRUE(matches(bench.send("05 00 05 003F 0005").payload, "FFFFFFFF 00"));
  EXPECT_TRUE(matches(bench.send("05 00 01 03E8 0001").payload, ""));
  EXPECT_EQ(bench.send("05 00 01 03E9 0001").status(), Status::kBoundaryExceeded);
}

// U-28, in every mode of protection.
TEST(DataZone, AnswersWhatAFrameHolds) {
  Bench bench{[](sim::Nvm& nvm) { host_keys(nvm); }};
  EXPECT_TRUE(matches(bench.opened(bench.send_sealed("05 00 09 0000 02EA")), "00*746"));
  EXPECT_EQ(bench.send_sealed("05 00 09 0000 02EB").status(), Status::kBufferLengthExceeded);
  Bench encrypted{[](sim::Nvm& nvm) {
    host_keys(nvm);
    set_rule(nvm, 0x05, wire::CommandAccess::kHost, true, true);
  }};
  const auto mode = Bench::Sealing::kMacAndEncryption;
  EXPECT_TRUE(
      matches(encrypted.opened(encrypted.send_sealed("05 00 09 0000 02DF", mode), mode), "00*735"));
  EXPECT_EQ(encrypted.send_sealed("05 00 09 0000 02E0", mode).status(),
            Status::kBufferLengthExceeded);
}

// Section 7.8: the vendor's library, recorded.
TEST(DataZone, IsProtectedAsRecorded) {
  Bench bench{[](sim::Nvm& nvm) {
    host_keys<0x11>(nvm);
    copy_bytes(bytes_of("D0D1D2D3D4"), nvm.zones.data(wire::ZoneNumber{1}));
  }};
  const auto read = bench.send_raw(bytes_of("E5 00 01 0000 0005 18F38DBE F745"));
  EXPECT_EQ(read.status(), Status::kOk);
  EXPECT_TRUE(matches(read.payload, "D0D1D2D3D4 8879896F"));
  const auto update = bench.send_raw(bytes_of("E6 00 01 0000 D0D1 121F59E3 5F85"));
  EXPECT_EQ(update.status(), Status::kOk);
  EXPECT_TRUE(matches(update.payload, "6331BF49"));
}

}  // namespace
}  // namespace stsafe::conformance
