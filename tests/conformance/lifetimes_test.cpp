#include <gtest/gtest.h>

#include "tests/conformance/states.h"

// How long KEK session and ephemeral key live (traps T-22, T-23, T-28).
namespace stsafe::conformance::lifetimes_test {
namespace {

constexpr std::string_view kKey = "00 00 01 00 000C 04 00 5A*32 80 00*7";

Status write_wrapped(Bench& bench, std::uint8_t counter) {
  return bench.send(joined({bytes_of("1F09"), bench.wrapped(counter, kKey)})).status();
}

void open_session(Bench& bench) {
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kStartX25519).status(), Status::kOk);
}

TEST(KekSession, CountsWrites) {
  Bench bench{opened_slots};
  open_session(bench);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kOk);
  EXPECT_EQ(write_wrapped(bench, 2), Status::kOk);
  EXPECT_EQ(write_wrapped(bench, 2), Status::kInconsistentCommandData);
  EXPECT_EQ(write_wrapped(bench, 4), Status::kOk);
}

TEST(KekSession, CountsRefusedWritesToo) {
  Bench bench;
  open_session(bench);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kCommandNotAuthorized);
  EXPECT_EQ(write_wrapped(bench, 2), Status::kCommandNotAuthorized);
}

TEST(KekSession, DoesNotCountWhatCannotBeUnwrapped) {
  Bench bench{opened_slots};
  open_session(bench);
  EXPECT_EQ(bench.send("1F09 00*20").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kOk);
}

TEST(KekSession, TakesNoMoreThan255Writes) {
  Bench bench{opened_slots};
  open_session(bench);
  for (int i = 1; i <= 254; ++i) {
    ASSERT_EQ(bench.send("1F09 00*56").status(), Status::kInconsistentCommandData);
  }
  EXPECT_EQ(write_wrapped(bench, 255), Status::kOk);
  EXPECT_EQ(write_wrapped(bench, 0), Status::kCounterLimitExceeded);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kCounterLimitExceeded);
  EXPECT_EQ(bench.send("1F06").status(), Status::kOk);
}

TEST(KekSession, StartsToCountAgainWhenItIsReplaced) {
  Bench bench{opened_slots};
  open_session(bench);
  ASSERT_EQ(write_wrapped(bench, 1), Status::kOk);
  open_session(bench);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kOk);
}

TEST(KekSession, IsLeftByAStartThatFails) {
  Bench bench{opened_slots};
  open_session(bench);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kKeyNotFound);
  ASSERT_EQ(bench.send(kGenerateP256).status(), Status::kOk);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kInconsistentCommandData);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kOk);
}

TEST(KekSession, SurvivesOtherCommands) {
  Bench bench{[](sim::Nvm& nvm) {
    opened_slots(nvm);
    host_keys(nvm);
  }};
  open_session(bench);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.send("14 23").status(), Status::kOk);
  EXPECT_EQ(bench.send("1D").status(), Status::kCommandCodeNotSupported);
  EXPECT_EQ(bench.send("E0 01 00000000").status(), Status::kInvalidCMac);
  EXPECT_EQ(bench.send_sealed("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kOk);
}

TEST(KekSession, IsLostAtReset) {
  Bench bench{opened_slots};
  open_session(bench);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kSessionError);
  EXPECT_EQ(bench.send("1F06").status(), Status::kSessionError);
}

TEST(KekSession, IsLostWithoutPower) {
  Bench bench{opened_slots};
  open_session(bench);
  bench.power_cycle();
  EXPECT_EQ(write_wrapped(bench, 1), Status::kSessionError);
}

TEST(KekSession, IsNotEndedByAResetThatIsRefused) {
  Bench bench{opened_slots};
  open_session(bench);
  EXPECT_EQ(bench.send("01 00").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kOk);
}

TEST(KekSession, CountsHostKeysAndOtherKeysTogether) {
  Bench bench{[](sim::Nvm& nvm) {
    opened_slots(nvm);
    nvm.host_key_control.flags = wire::HostKeyControlFields::kWrappedAnonymous;
  }};
  open_session(bench);
  const auto host_keys = bench.wrapped(1, "000000 00 11*16 22*16 80000000");
  EXPECT_EQ(bench.send(joined({bytes_of("1F08"), host_keys})).status(), Status::kOk);
  EXPECT_EQ(write_wrapped(bench, 1), Status::kInconsistentCommandData);
  EXPECT_EQ(write_wrapped(bench, 3), Status::kOk);
}

constexpr std::string_view kTwoKeys = "0008 00 05 01 00 000C 08 00  0007 00 06 00 01 0003 04";

Status confirm_keys(Bench& bench, std::string_view list = kTwoKeys) {
  return bench.send(joined({bytes_of("1F05"), bench.confirmed(list)})).status();
}

void establish(Bench& bench) {
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kEstablishX25519).status(), Status::kOk);
}

TEST(Establishment, SurvivesOtherCommands) {
  Bench bench{slots_for_establishment};
  establish(bench);
  open_session(bench);
  EXPECT_EQ(bench.send("1F06").status(), Status::kOk);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(confirm_keys(bench), Status::kOk);
}

TEST(Establishment, IsLostAtReset) {
  Bench bench{slots_for_establishment};
  establish(bench);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_EQ(confirm_keys(bench), Status::kSessionError);
}

TEST(Establishment, IsLostWithoutPower) {
  Bench bench{slots_for_establishment};
  establish(bench);
  bench.power_cycle();
  EXPECT_EQ(confirm_keys(bench), Status::kSessionError);
}

TEST(Establishment, IsLeftByOneThatFails) {
  Bench bench{slots_for_establishment};
  establish(bench);
  EXPECT_EQ(bench.send(kEstablishX25519).status(), Status::kKeyNotFound);
  EXPECT_EQ(confirm_keys(bench), Status::kOk);
}

TEST(Establishment, IsUsedUpByAConfirmationThatFails) {
  for (const std::string_view refused : {"1F05 00*8 0007 00 06 00 01 0003 04", "1F05 00*8 0007"}) {
    Bench bench{slots_for_establishment};
    establish(bench);
    EXPECT_NE(bench.send(refused).status(), Status::kOk);
    EXPECT_EQ(confirm_keys(bench), Status::kSessionError);
  }
  Bench closed;
  establish(closed);
  EXPECT_EQ(confirm_keys(closed), Status::kCommandNotAuthorized);
  EXPECT_EQ(confirm_keys(closed), Status::kSessionError);
}

TEST(Establishment, WritesAllKeysOrNone) {
  Bench bench{[](sim::Nvm& nvm) {
    nvm.symmetric_control[5].flags = wire::SlotControlFields::kEcdheAnonymous;
  }};
  establish(bench);
  EXPECT_EQ(confirm_keys(bench), Status::kCommandNotAuthorized);
  EXPECT_TRUE(matches(bench.send("14 23").payload, "10 00*16"));
  EXPECT_EQ(bench.send("10 4B 06 01 FF FF").status(), Status::kOk);
  establish(bench);
  EXPECT_EQ(confirm_keys(bench), Status::kOk);
  EXPECT_TRUE(
      matches(bench.send("14 23").payload, "10 00*5 01 01 00 000C 08 00 01 00 01 0003 04 00*9"));
}

TEST(EphemeralKey, IsLeftByAStartThatIsNotRead) {
  Bench bench{opened_slots};
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  // Without an algorithm; on curves that nobody knows, or on which nobody can agree.
  EXPECT_EQ(bench.send("1F03 00032B656E 0020 09 00*31").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("1F03 00032B6571 0020 09 00*31 01").status(), Status::kValueOutOfRange);
  EXPECT_EQ(bench.send("1F03 00032B6570 0020 09 00*31 01").status(), Status::kWrongKeyType);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kOk);
}

TEST(EphemeralKey, IsUsedUpByAStartThatFails) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send("1F03 00032B656E 0020 00*32 01").status(), Status::kInvalidPublicKey);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kKeyNotFound);
}

TEST(EphemeralKey, IsReplacedByTheNext) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateP256).status(), Status::kOk);
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kOk);
}

TEST(EphemeralKey, IsLostAtReset) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kKeyNotFound);
}

TEST(EphemeralKey, IsLostWithoutPower) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kKeyNotFound);
}

TEST(EphemeralKey, SurvivesOtherCommands) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.send("1F06").status(), Status::kSessionError);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kOk);
}

// T-32 of part 02
TEST(StoredState, SurvivesResetAndPowerCycle) {
  Bench bench;
  ASSERT_EQ(bench.send("10 4B 00 02 FF FF").status(), Status::kOk);
  ASSERT_EQ(bench.send("10 4A 03 FF").status(), Status::kOk);
  ASSERT_EQ(bench.send("1F07 000000 00 11*16 22*16").status(), Status::kOk);
  open_session(bench);
  ASSERT_EQ(write_wrapped(bench, 1), Status::kOk);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_TRUE(matches(bench.send("14 4B 00").payload, "02FFFF"));
  EXPECT_TRUE(matches(bench.send("14 4A").payload, "03FF"));
  EXPECT_TRUE(matches(bench.send("14 47").payload, "01 00 00000000"));
  EXPECT_TRUE(matches(bench.send("14 23").payload, "10 01 01 00 000C 04 00 00*15"));
}

}  // namespace
}  // namespace stsafe::conformance::lifetimes_test
