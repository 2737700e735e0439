#include "ieee802154/frame_security.h"

#include <gtest/gtest.h>

#include "stsafe/host/device.h"
#include "tests/support/chip_transport.h"

namespace stsafe::ieee802154::frame_security_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::to_bytes;

constexpr auto kKey = "C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF"_hex;
constexpr ExtendedAddress kSender = "ACDE480000000001"_hex;
constexpr auto kDataHeader = "69DC84 2143 0200000000 48DEAC 0100000000 48DEAC"_hex;

/// Counters from a list.
class Counters final : public host::CounterSource {
 public:
  explicit Counters(std::uint32_t first) : next_(first) {}
  stsafe::Result<std::uint32_t> next() override {
    if (is_at_end_) return UsageError::kNonceExhausted;
    is_at_end_ = next_ == 0xFFFFFFFF;
    return next_++;
  }

 private:
  std::uint32_t next_;
  bool is_at_end_ = false;
};

/// A chip whose slot n has the key for level n.
class FrameSecurity : public testing::Test {
 protected:
  FrameSecurity() {
    for (unsigned value = 1; value < 8; ++value) {
      auto& slot = chip_.stored().symmetric[value];
      slot.present = true;
      slot.key = info(value).key;
      copy_bytes(kKey, slot.value.prepare(kKey.size()));
    }
    chip_.start();
    EXPECT_TRUE(device_.initialise());
  }

  static wire::KeyInfo info(unsigned value) {
    const auto tag = host::SecurityLevel::of(value)->tag_size();
    return {wire::SlotNumber{static_cast<std::uint8_t>(value)},
            {.type = wire::KeyType::kAes128,
             .usage = wire::kEncrypt | wire::kDecrypt,
             .parameter = static_cast<std::uint8_t>(tag)}};
  }
  LevelKey key(unsigned value) {
    const auto made =
        LevelKey::of(host::CcmStarKey{device_, info(value)}, *host::SecurityLevel::of(value));
    EXPECT_TRUE(made);
    return *made;
  }
  FrameSender sender(unsigned value, host::CounterSource& counters, const KeyIdentifier& id = {}) {
    return {key(value), id, counters, kSender};
  }
  FrameReceiver receiver(unsigned value, std::uint64_t first = 0, const KeyIdentifier& id = {}) {
    return {key(value), id, kSender, first};
  }

  Result<Bytes> secure(FrameSender sender, ByteView header, ByteView payload) {
    Bytes out(kMaxFrameSize);
    const auto size = sender.secure(header, payload, out);
    if (!size) return size.error();
    out.resize(*size);
    return out;
  }
  Reason reason_of(FrameReceiver receiver, ByteView frame) {
    const auto opened = receiver.open(frame, buffer_);
    return opened ? Reason{} : opened.error().reason;
  }

  testing_support::PreparedChip chip_;
  testing_support::ChipTransport transport_{chip_};
  host::Device device_{transport_};
  Fixed<kMaxFrameSize> buffer_{};
};

// IEEE 802.15.4-2006, annexes C.2.1, C.2.2 and C.2.3: a beacon, a data frame and a command.
struct Example {
  unsigned level;
  Bytes header;
  Bytes payload;
  std::size_t num_open;
  Bytes frame;
};
std::vector<Example> examples() {
  return {{2, to_bytes("08D084 2143 0100000000 48DEAC"_hex), to_bytes("55CF0000 51525354"_hex), 4,
           to_bytes("08D084 2143 0100000000 48DEAC 02 05000000 55CF0000 51525354"
                    "223BC1EC841AB553"_hex)},
          {4, to_bytes(kDataHeader), to_bytes("61626364"_hex), 0,
           to_bytes("69DC84 2143 0200000000 48DEAC 0100000000 48DEAC 04 05000000 D43E022B"_hex)},
          {6, to_bytes("2BDC84 2143 0200000000 48DEAC FFFF 0100000000 48DEAC"_hex),
           to_bytes("01CE"_hex), 1,
           to_bytes("2BDC84 2143 0200000000 48DEAC FFFF 0100000000 48DEAC 06 05000000 01 D8"
                    "4FDE529061F9C6F1"_hex)}};
}

TEST_F(FrameSecurity, SecuresTheExamplesOfTheStandard) {
  for (const auto& example : examples()) {
    Counters counters{5};
    const auto frame = secure(sender(example.level, counters), example.header, example.payload);
    ASSERT_TRUE(frame);
    EXPECT_EQ(hex(*frame), hex(example.frame));
  }
}

TEST_F(FrameSecurity, OpensTheExamplesOfTheStandard) {
  for (const auto& example : examples()) {
    auto from = receiver(example.level);
    const auto opened = from.open(example.frame, buffer_);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->frame_counter, 5U);
    EXPECT_EQ(opened->header.source, kSender);
    EXPECT_EQ(hex(opened->open_payload), hex(ByteView{example.payload}.first(example.num_open)));
    EXPECT_EQ(hex(opened->payload), hex(ByteView{example.payload}.subspan(example.num_open)));
    EXPECT_EQ(from.next_counter(), 6U);
  }
}

TEST_F(FrameSecurity, EveryLevelAndKeyIdentifierComesBack) {
  const auto payload = "000102030405060708090A0B0C0D0E0F10"_hex;
  const std::array<KeyIdentifier, 4> ids{
      KeyIdentifier{}, KeyIdentifier{.mode = 1, .index = 7},
      KeyIdentifier{.mode = 2, .source = "0102030400000000"_hex, .index = 8},
      KeyIdentifier{.mode = 3, .source = "0102030405060708"_hex, .index = 9}};
  constexpr std::array<std::size_t, 4> kIdSizes{0, 1, 5, 9};
  for (unsigned level = 1; level < 8; ++level) {
    for (const auto& id : ids) {
      Counters counters{0xFFFFFFFE};
      const auto frame = secure(sender(level, counters, id), kDataHeader, payload);
      ASSERT_TRUE(frame);
      EXPECT_EQ(frame->size(), kDataHeader.size() + 5 + kIdSizes[id.mode] + payload.size() +
                                   host::SecurityLevel::of(level)->tag_size());
      auto from = receiver(level, 0, id);
      const auto opened = from.open(*frame, buffer_);
      ASSERT_TRUE(opened);
      EXPECT_EQ(hex(opened->payload), hex(payload));
      EXPECT_EQ(opened->frame_counter, 0xFFFFFFFEU);
    }
  }
}

TEST_F(FrameSecurity, AnEmptyPayloadIsAuthenticated) {
  for (const unsigned level : {1U, 2U, 3U, 5U, 6U, 7U}) {
    Counters counters{0};
    const auto frame = secure(sender(level, counters), kDataHeader, {});
    ASSERT_TRUE(frame);
    EXPECT_EQ(reason_of(receiver(level), *frame), Reason{});
  }
  Counters counters{0};
  EXPECT_EQ(secure(sender(4, counters), kDataHeader, {}).error().reason, Reason::kNothingToSecure);
  EXPECT_EQ(*counters.next(), 0U);
  EXPECT_EQ(reason_of(receiver(4), join({kDataHeader, "0405000000"_hex})),
            Reason::kNothingToSecure);
}

TEST_F(FrameSecurity, NoBitMayChange) {
  for (const unsigned level : {1U, 2U, 3U, 5U, 6U, 7U}) {
    Counters counters{5};
    const KeyIdentifier id{.mode = 1, .index = 3};
    const auto frame = secure(sender(level, counters, id), kDataHeader, "61626364"_hex);
    ASSERT_TRUE(frame);
    auto from = receiver(level, 0, id);
    for (std::size_t bit = 0; bit < 8 * frame->size(); ++bit) {
      auto changed = *frame;
      changed[bit / 8] ^= std::byte{1} << (bit % 8);
      std::ranges::fill(buffer_, std::byte{0xEE});
      EXPECT_FALSE(from.open(changed, buffer_)) << level << ' ' << bit;
      EXPECT_EQ(buffer_[0], std::byte{0xEE});
    }
    EXPECT_EQ(from.next_counter(), 0U);
    EXPECT_TRUE(from.open(*frame, buffer_));
  }
}

TEST_F(FrameSecurity, NoFrameIsAcceptedCutOffOrWithMore) {
  for (const auto& example : examples()) {
    if (example.level == 4) continue;  // nothing shows where it ends
    auto frame = example.frame;
    for (std::size_t size = 0; size < frame.size(); ++size) {
      EXPECT_NE(reason_of(receiver(example.level), ByteView{frame}.first(size)), Reason{}) << size;
    }
    frame.push_back(std::byte{0});
    EXPECT_EQ(reason_of(receiver(example.level), frame), Reason::kNotAuthentic);
  }
}

TEST_F(FrameSecurity, AFrameIsAcceptedOnceAndNoneThatIsOlder) {
  Counters counters{3};
  auto to = sender(7, counters);
  std::vector<Bytes> frames;
  for (int i = 0; i < 3; ++i) frames.push_back(*secure(to, kDataHeader, "61"_hex));
  auto from = receiver(7);
  EXPECT_TRUE(from.open(frames[0], buffer_));
  EXPECT_EQ(from.open(frames[0], buffer_).error().reason, Reason::kReplayed);
  EXPECT_TRUE(from.open(frames[2], buffer_));  // one was lost
  EXPECT_EQ(from.open(frames[1], buffer_).error().reason, Reason::kReplayed);
  EXPECT_EQ(from.next_counter(), 6U);
  EXPECT_EQ(reason_of(receiver(7, from.next_counter()), frames[2]), Reason::kReplayed);
}

TEST_F(FrameSecurity, AFrameThatIsNotAuthenticDoesNotMoveTheCounter) {
  Counters counters{9};
  auto frame = *secure(sender(5, counters), kDataHeader, "61"_hex);
  auto from = receiver(5);
  frame.back() ^= std::byte{1};
  EXPECT_EQ(from.open(frame, buffer_).error().reason, Reason::kNotAuthentic);
  EXPECT_EQ(from.next_counter(), 0U);
}

TEST_F(FrameSecurity, TheLastCounterIsOneLessThanTheLargestNumber) {
  Counters counters{0xFFFFFFFE};
  auto to = sender(5, counters);
  EXPECT_TRUE(secure(to, kDataHeader, "61"_hex));
  const auto refused = secure(to, kDataHeader, "61"_hex);
  EXPECT_EQ(refused.error(), (Failure{Reason::kCore, UsageError::kNonceExhausted}));
  EXPECT_EQ(reason_of(receiver(5), join({kDataHeader, "05FFFFFFFF 61 00000000"_hex})),
            Reason::kEndOfCounter);
}

TEST_F(FrameSecurity, OtherLevelsKeysAndSendersAreRefused) {
  Counters counters{0};
  const KeyIdentifier id{.mode = 1, .index = 3};
  const auto frame = *secure(sender(6, counters, id), kDataHeader, "61"_hex);
  EXPECT_EQ(reason_of(receiver(2, 0, id), frame), Reason::kWrongLevel);
  EXPECT_EQ(reason_of(receiver(6, 0, {.mode = 1, .index = 4}), frame), Reason::kWrongKey);
  EXPECT_EQ(reason_of(receiver(6), frame), Reason::kWrongKey);
  FrameReceiver stranger{key(6), id, "ACDE480000000002"_hex};
  EXPECT_EQ(reason_of(stranger, frame), Reason::kWrongSender);
}

TEST_F(FrameSecurity, WithAShortAddressTheNonceSaysWhoSentIt) {
  const auto header = "499884 2143 0200 0100"_hex;
  Counters counters{0};
  const auto frame = *secure(sender(6, counters), header, "61"_hex);
  EXPECT_EQ(reason_of(receiver(6), frame), Reason{});
  EXPECT_EQ(reason_of({key(6), {}, "ACDE480000000002"_hex}, frame), Reason::kNotAuthentic);
}

TEST_F(FrameSecurity, WhatCannotBeSecuredUsesNoCounter) {
  Counters counters{7};
  const auto reason = [&](ByteView header, ByteView payload) {
    return secure(sender(7, counters), header, payload).error().reason;
  };
  EXPECT_EQ(reason(join({kDataHeader, "00"_hex}), {}), Reason::kMalformed);
  EXPECT_EQ(reason(ByteView{kDataHeader}.first(20), {}), Reason::kMalformed);
  EXPECT_EQ(reason("61DC84 2143 0200000000 48DEAC 0100000000 48DEAC"_hex, {}), Reason::kNotSecured);
  EXPECT_EQ(reason("69DC84 2143 0200000000 48DEAC 0200000000 48DEAC"_hex, {}),
            Reason::kWrongSender);
  EXPECT_EQ(reason(kDataHeader, Fixed<84>{}), Reason::kTooLong);
  EXPECT_EQ(reason("2BDC84 2143 0200000000 48DEAC FFFF 0100000000 48DEAC"_hex, {}),
            Reason::kMalformed);  // a command without identifier
  Fixed<30> small{};
  EXPECT_EQ(sender(7, counters).secure(kDataHeader, "61"_hex, small).error().reason,
            Reason::kTooLong);
  EXPECT_EQ(*counters.next(), 7U);
  EXPECT_EQ(secure(sender(7, counters), kDataHeader, Fixed<83>{})->size(), kMaxFrameSize);
}

TEST_F(FrameSecurity, AFailureOfTheChipIsSaidAndUsesItsCounter) {
  Counters counters{7};
  auto no_key = info(7);
  no_key.slot = wire::SlotNumber{9};
  FrameSender to{*LevelKey::of(host::CcmStarKey{device_, no_key}, *host::SecurityLevel::of(7)),
                 {},
                 counters,
                 kSender};
  EXPECT_EQ(secure(to, kDataHeader, "61"_hex).error(),
            (Failure{Reason::kCore, Status::kKeyNotFound}));
  EXPECT_EQ(*counters.next(), 8U);
}

TEST_F(FrameSecurity, AKeyFitsItsLevel) {
  const auto of = [&](unsigned slot, unsigned level) {
    return LevelKey::of(host::CcmStarKey{device_, info(slot)}, *host::SecurityLevel::of(level));
  };
  EXPECT_TRUE(of(1, 5));
  EXPECT_TRUE(of(1, 2).failed_with(UsageError::kInconsistentKey));
  EXPECT_TRUE(of(4, 0).failed_with(UsageError::kOutOfRange));
  auto counting = info(7);
  counting.key.counter = wire::CounterPlacement::at(8);
  EXPECT_TRUE(LevelKey::of(host::CcmStarKey{device_, counting}, *host::SecurityLevel::of(7))
                  .failed_with(UsageError::kInconsistentKey));
}

}  // namespace
}  // namespace stsafe::ieee802154::frame_security_test
