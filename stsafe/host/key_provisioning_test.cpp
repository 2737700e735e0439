#include "stsafe/host/key_provisioning.h"

#include <gtest/gtest.h>

#include "stsafe/host/host_session.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::key_provisioning_test {
namespace {

using testing_support::ModelChip;
using testing_support::Reaction;
using testing_support::to_bytes;

constexpr std::uint16_t kTable = 0x1423;
constexpr std::uint16_t kGenerate = 0x1F0B;
constexpr std::uint16_t kStart = 0x1F03;
constexpr std::uint16_t kWrite = 0x1F09;
constexpr std::uint16_t kStop = 0x1F06;

constexpr auto kShare =
    "00 03 2B 65 6E 00 20 9F B3 80 3D 88 F0 B4 72 39 DA 04 6F 1A C7 5F 29 AF 39 8B 56 72 38 9D F2 EE 0B 87 3F C0 E3 FC 73"_hex;
// Two slots: the second empty, with the key that is written, or with another one.
constexpr auto kEmpty = "02 00 00"_hex;
constexpr auto kWritten = "02 00 01 01 00 000C 10 00"_hex;
constexpr auto kOther = "02 00 01 00 02 000C"_hex;

constexpr wire::KeyInfo kInfo{.slot = wire::SlotNumber{1},
                              .key = {.usage = wire::kEncrypt | wire::kDecrypt, .parameter = 16}};
constexpr Fixed<32> kKey{};

class WriteKeyWrapped : public testing::Test {
 protected:
  WriteKeyWrapped() {
    for (int i = 0; i < 4; ++i) rng_.add(Fixed<32>{std::byte{0x5A}});
    chip_.always(wire::Opcode{kGenerate}, {.payload = to_bytes(kShare)});
    show(kEmpty);
  }
  void show(ByteView table) { chip_.always(wire::Opcode{kTable}, {.payload = to_bytes(table)}); }
  void expect_write_to_be(Reaction reaction) { chip_.always(wire::Opcode{kWrite}, reaction); }
  Result<KeyWrite> write() {
    return write_key_wrapped(device_, {crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()},
                             Curve::kX25519, kInfo, kKey);
  }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
};

TEST_F(WriteKeyWrapped, IsAnswered) {
  expect_write_to_be({.effect = [&] { show(kWritten); }});
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kAnswered);
  EXPECT_EQ(chip_.log,
            (std::vector<std::uint16_t>{kTable, kGenerate, kStart, kWrite, kStop, kTable}));
}

// Without a session, what is read may be the answer to an earlier command.
TEST_F(WriteKeyWrapped, DoesNotBelieveASuccessThatTheSlotDoesNotShow) {
  EXPECT_TRUE(write().failed_with(LinkError::kUnexpectedResponse));
}

TEST_F(WriteKeyWrapped, BelievesASuccessWhereTheSlotHeldAKeyAlike) {
  show(kWritten);
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kAnswered);
}

TEST_F(WriteKeyWrapped, CannotBeKnownWhenASuccessCannotBeReadBack) {
  expect_write_to_be(
      {.effect = [&] { chip_.always(wire::Opcode{kTable}, {.lost_request = BusError::kIo}); }});
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kCannotKnow);
}

TEST_F(WriteKeyWrapped, BelievesASuccessUnderAnRMac) {
  HostSession session{device_, crypto_.aes(), crypto_.cmac()};
  ASSERT_TRUE(session.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
  device_.set_protection_policy(ProtectionPolicy::kAlways);
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kAnswered);
  EXPECT_EQ(chip_.count(kTable), 1U);
}

TEST_F(WriteKeyWrapped, IsReadBackWhenTheAnswerIsLost) {
  for (const Error lost :
       {Error{LinkError::kNoAnswer}, Error{LinkError::kBadChecksum}, Error{BusError::kIo}}) {
    show(kEmpty);
    expect_write_to_be({.lost_answer = lost, .effect = [&] { show(kWritten); }});
    const auto written = write();
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, KeyWrite::kReadBack);
    EXPECT_EQ(chip_.log.back(), kTable);
  }
}

TEST_F(WriteKeyWrapped, IsReadBackOverAnotherKey) {
  show(kOther);
  expect_write_to_be({.lost_answer = LinkError::kNoAnswer, .effect = [&] { show(kWritten); }});
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kReadBack);
}

TEST_F(WriteKeyWrapped, FailsWhenTheCommandWasLost) {
  expect_write_to_be({.lost_request = LinkError::kNoAnswer});
  EXPECT_TRUE(write().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.count(kStop), 1U);
}

TEST_F(WriteKeyWrapped, CannotBeKnownWhenTheSlotHeldAKeyAlike) {
  show(kWritten);
  expect_write_to_be({.lost_answer = LinkError::kNoAnswer});
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kCannotKnow);
}

TEST_F(WriteKeyWrapped, CannotBeKnownWhenTheTableCannotBeReadAgain) {
  expect_write_to_be({.lost_answer = LinkError::kNoAnswer, .effect = [&] {
                        chip_.always(wire::Opcode{kTable}, {.lost_request = BusError::kIo});
                      }});
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kCannotKnow);
}

TEST_F(WriteKeyWrapped, DoesNotReadBackWhatTheChipRefused) {
  for (const auto status :
       {Status::kCommandNotAuthorized, Status::kKeyBlocked, Status::kInconsistentCommandData}) {
    chip_.log.clear();
    expect_write_to_be({.status = status});
    EXPECT_TRUE(write().failed_with(status));
    EXPECT_EQ(chip_.log.back(), kStop);
  }
}

// Status 01 is not authenticated: the chip may have executed the command.
TEST_F(WriteKeyWrapped, IsReadBackAfterACommunicationError) {
  expect_write_to_be({.status = Status::kCommunicationError});
  EXPECT_TRUE(write().failed_with(Status::kCommunicationError));
  EXPECT_EQ(chip_.log.back(), kTable);
}

TEST_F(WriteKeyWrapped, DoesNotReadBackWhatWasNotDelivered) {
  expect_write_to_be({.lost_request = LinkError::kNotDelivered});
  EXPECT_TRUE(write().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(chip_.count(kTable), 1U);
}

TEST_F(WriteKeyWrapped, FailsWithTheSession) {
  chip_.always(wire::Opcode{kStart}, {.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(write().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.count(kWrite), 0U);
  EXPECT_EQ(chip_.log.back(), kStop);
}

TEST_F(WriteKeyWrapped, NeedsTheSlotToExist) {
  show("01 00"_hex);
  EXPECT_TRUE(write().failed_with(Status::kEntryNotFound));
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(WriteKeyWrapped, NeedsTheTable) {
  chip_.always(wire::Opcode{kTable}, {.lost_request = BusError::kIo});
  EXPECT_TRUE(write().failed_with(BusError::kIo));
  EXPECT_EQ(chip_.count(kGenerate), 0U);
}

TEST_F(WriteKeyWrapped, StaysAnsweredWhenOnlyTheEndOfTheSessionIsLost) {
  chip_.always(wire::Opcode{kStop}, {.lost_answer = LinkError::kNoAnswer});
  expect_write_to_be({.effect = [&] { show(kWritten); }});
  const auto written = write();
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kAnswered);
}

TEST_F(WriteKeyWrapped, RefusesCurvesAndKeysThatDoNotFit) {
  const KekCrypto kek{crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()};
  EXPECT_TRUE(write_key_wrapped(device_, kek, Curve::kEd25519, kInfo, kKey)
                  .failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(write_key_wrapped(device_, kek, Curve::kX25519, kInfo, Fixed<16>{})
                  .failed_with(UsageError::kInconsistentKey));
  EXPECT_EQ(chip_.count(kWrite), 0U);
}

}  // namespace
}  // namespace stsafe::host::key_provisioning_test
