#include "stsafe/host/zone.h"

#include <gtest/gtest.h>

#include "stsafe/host/counter.h"
#include "stsafe/host/host_session.h"
#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;
using wire::Count;
using wire::ZoneAccess;

constexpr std::uint16_t kRead = 0x05;

class ZoneTest : public testing::Test {
 protected:
  void open_session() {
    ASSERT_TRUE(
        session_.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
  }
  void next(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  std::string last_payload() { return hex(chip_.payloads.back()); }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
  Zone zone_{device_, wire::ZoneNumber{1}};
  Counter counter_{device_, wire::ZoneNumber{5}};
};

// The frames of part 03, section 7.3.
TEST_F(ZoneTest, ReadsInPieces) {
  Zone zone{device_, wire::ZoneNumber{1}, 4};
  next("00010203"_hex);
  next("04050607"_hex);
  next("0809"_hex);
  Fixed<10> out{};
  ASSERT_TRUE(zone.read(0, out));
  EXPECT_EQ(hex(out), "00010203040506070809");
  EXPECT_EQ(hex(chip_.payloads[0]), "000100000004");
  EXPECT_EQ(hex(chip_.payloads[1]), "000100040004");
  EXPECT_EQ(hex(chip_.payloads[2]), "000100080002");
}

TEST_F(ZoneTest, ReadsAtMostWhatFitsAnEncryptedFrame) {
  Bytes out(721);
  chip_.next({.payload = Bytes(720)});
  next("5A"_hex);
  ASSERT_TRUE(zone_.read(7, out));
  EXPECT_EQ(hex(chip_.payloads[0]), "0001000702d0");
  EXPECT_EQ(hex(chip_.payloads[1]), "000102d70001");
  EXPECT_EQ(out.back(), std::byte{0x5A});
}

// U-30: the vendor's library would take what it got.
TEST_F(ZoneTest, RefusesAnAnswerOfAnotherSize) {
  Fixed<4> out{};
  for (const std::size_t size : {0U, 3U, 5U}) {
    chip_.next({.payload = Bytes(size)});
    EXPECT_TRUE(zone_.read(0, out).failed_with(LinkError::kUnexpectedResponse)) << size;
    chip_.next({.payload = Bytes(4 + size)});
    EXPECT_TRUE(counter_.read(0, out).failed_with(LinkError::kUnexpectedResponse)) << size;
  }
  next("0001"_hex);
  EXPECT_TRUE(counter_.value().failed_with(LinkError::kUnexpectedResponse));
}

TEST_F(ZoneTest, StopsAtTheFirstError) {
  Zone zone{device_, wire::ZoneNumber{1}, 4};
  next("00010203"_hex);
  chip_.next({.status = Status::kBoundaryExceeded});
  Fixed<12> out{};
  EXPECT_TRUE(zone.read(0, out).failed_with(Status::kBoundaryExceeded));
  EXPECT_EQ(chip_.log.size(), 2U);
}

TEST_F(ZoneTest, RefusesWhatCannotBeSaid) {
  Fixed<2> out{};
  const ByteView nothing;
  EXPECT_TRUE(zone_.read(0, {}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(zone_.read(0xFFFE, out).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(zone_.read(0x10000, out).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(zone_.update(0, nothing).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(zone_.update(0xFFFF, out).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(counter_.read(0, {}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(counter_.decrement(Count{0}).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(counter_.decrement(Count{1}, 0xFFFF, out).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(counter_.decrement(Count{1}, 0, Bytes(721)).failed_with(UsageError::kWrongSize));
  const wire::ZoneRight none{static_cast<ZoneAccess>(3), true};
  EXPECT_TRUE(zone_.change_read_access(none).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(zone_.change_update_access(none, 0, out).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(zone_.change_update_access({}, 0, nothing).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(
      counter_.change_decrement_access(none, Count{1}).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(chip_.log.empty());
}

// U-33: the vendor's library drops the bit.
TEST_F(ZoneTest, AsksForAtomicity) {
  ASSERT_TRUE(zone_.update(0x0102, "D0D1D2"_hex, Atomicity::kAtomic));
  EXPECT_EQ(last_payload(), "80010102d0d1d2");
  EXPECT_TRUE(zone_.update(0, Bytes(720), Atomicity::kAtomic));
  EXPECT_TRUE(zone_.update(0, Bytes(721), Atomicity::kAtomic).failed_with(UsageError::kWrongSize));
  EXPECT_EQ(chip_.log.size(), 2U);
}

TEST_F(ZoneTest, UpdatesInPieces) {
  Zone zone{device_, wire::ZoneNumber{1}, 2};
  ASSERT_TRUE(zone.update(0x00FF, "D0D1D2"_hex));
  EXPECT_EQ(hex(chip_.payloads[0]), "000100ffd0d1");
  EXPECT_EQ(hex(chip_.payloads[1]), "00010101d2");
}

// Part 03, section 7.3: options 19, 17 and 9E.
TEST_F(ZoneTest, ChangesAccessConditions) {
  ASSERT_TRUE(zone_.change_read_access({ZoneAccess::kHost, true}));
  EXPECT_EQ(last_payload(), "190100000000");
  ASSERT_TRUE(zone_.change_read_access({ZoneAccess::kNever, false}));
  EXPECT_EQ(last_payload(), "170100000000");
  ASSERT_TRUE(zone_.change_update_access({ZoneAccess::kAuthAndHost, true}, 0x0102, "D0D1D2"_hex));
  EXPECT_EQ(last_payload(), "9e010102d0d1d2");
  ASSERT_TRUE(counter_.change_read_access({ZoneAccess::kHost, true}));
  EXPECT_EQ(last_payload(), "190500000000");
  next("FFFFFFFE"_hex);
  ASSERT_TRUE(counter_.change_decrement_access({ZoneAccess::kHost, true}, Count{1}, 0, "D0D1"_hex));
  EXPECT_EQ(last_payload(), "1905000000000001d0d1");
}

// Its first sending may have taken the right to send it again.
TEST_F(ZoneTest, DoesNotRepeatAChangeWhoseAnswerWasLost) {
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(
      zone_.change_read_access({ZoneAccess::kHost, true}).failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.count(kRead), 1U);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  next("00"_hex);
  Fixed<1> out{};
  EXPECT_TRUE(zone_.read(0, out));
  EXPECT_EQ(chip_.count(kRead), 3U);
}

TEST_F(ZoneTest, WantsAStatusAloneForAChange) {
  next("FFFFFFFF"_hex);
  EXPECT_TRUE(counter_.change_read_access({ZoneAccess::kHost, true})
                  .failed_with(LinkError::kTrailingBytes));
}

TEST_F(ZoneTest, CountsDown) {
  next("FFFFFFFE"_hex);
  EXPECT_EQ(counter_.decrement(Count{1})->raw(), 0xFFFFFFFEU);
  EXPECT_EQ(last_payload(), "0005000000000001");
  next("FFFEFDFC"_hex);
  EXPECT_EQ(counter_.decrement(Count{0x00010203}, 4, "D0D1D2D3"_hex)->raw(), 0xFFFEFDFCU);
  EXPECT_EQ(last_payload(), "0005000400010203d0d1d2d3");
  next("FFFEFDFC"_hex);
  EXPECT_EQ(counter_.value()->raw(), 0xFFFEFDFCU);
  EXPECT_EQ(last_payload(), "000500000000");
  chip_.next({.status = Status::kCounterLimitExceeded});
  EXPECT_TRUE(counter_.decrement(Count{1}).failed_with(Status::kCounterLimitExceeded));
}

// U-34: the vendor's library sends 260 bytes as 4.
TEST_F(ZoneTest, SendsAllOfTheDataWithADecrement) {
  next("00000000"_hex);
  ASSERT_TRUE(counter_.decrement(Count{1}, 0, Bytes(260)));
  EXPECT_EQ(chip_.payloads.back().size(), 8U + 260U);
}

TEST_F(ZoneTest, ReadsACounterWithItsData) {
  Counter counter{device_, wire::ZoneNumber{5}, 2};
  next("00000007 D0D1"_hex);
  next("00000007 D2"_hex);
  Fixed<3> out{};
  EXPECT_EQ(counter.read(4, out)->raw(), 7U);
  EXPECT_EQ(hex(out), "d0d1d2");
  next("00000007 D0D1"_hex);
  next("00000006 D2"_hex);
  EXPECT_TRUE(counter.read(4, out).failed_with(LinkError::kUnexpectedResponse));
}

// U-35: what cannot be honoured is refused, before anything is sent.
TEST_F(ZoneTest, NeedsASessionToProtectACall) {
  Fixed<1> out{};
  EXPECT_TRUE(zone_.read(0, out, CallProtection::kHost).failed_with(ChannelError::kNoSession));
  EXPECT_TRUE(zone_.update(0, out, Atomicity::kNone, CallProtection::kHost)
                  .failed_with(ChannelError::kNoSession));
  EXPECT_TRUE(
      counter_.decrement(Count{1}, CallProtection::kHost).failed_with(ChannelError::kNoSession));
  EXPECT_TRUE(chip_.log.empty());
}

// U-36: in the vendor's library the override can get stuck.
TEST_F(ZoneTest, ProtectsOneCallAlone) {
  open_session();
  Fixed<1> out{};
  next("00"_hex);
  ASSERT_TRUE(zone_.read(0, out, CallProtection::kHost));
  EXPECT_TRUE(chip_.was_protected.back());
  next("00"_hex);
  ASSERT_TRUE(zone_.read(0, out));
  EXPECT_FALSE(chip_.was_protected.back());
  chip_.next({.status = Status::kAccessConditionNotSatisfied});
  EXPECT_FALSE(zone_.read(0, out, CallProtection::kHost));
  EXPECT_TRUE(zone_.read(0, {}, CallProtection::kHost).failed_with(UsageError::kWrongSize));
  EXPECT_EQ(device_.protection_policy(), ProtectionPolicy::kAsConfigured);
  next("00"_hex);
  ASSERT_TRUE(zone_.read(0, out));
  EXPECT_FALSE(chip_.was_protected.back());
}

// T-46: nothing unauthentic is released.
TEST_F(ZoneTest, ReleasesNothingWithAWrongRMac) {
  open_session();
  Fixed<2> out{};
  chip_.next({.payload = to_bytes("D0D1"_hex), .forged_mac = true});
  EXPECT_TRUE(
      zone_.read(0, out, CallProtection::kHost).failed_with(ChannelError::kInvalidResponseMac));
  EXPECT_EQ(hex(out), "0000");
}

}  // namespace
}  // namespace stsafe::host
