#include "cose/channel.h"

#include <gtest/gtest.h>

#include "tests/support/sealing_chip.h"

namespace stsafe::cose::channel_test {
namespace {

using testing_support::hex;
using testing_support::to_bytes;

constexpr std::uint8_t kSlot = 3;
constexpr auto kKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
const ChannelNames kNames{to_bytes("616C696365"_hex), to_bytes("626F62"_hex)};

/// One device.
class End {
 public:
  End(std::string_view name, ByteView key = kKey, std::size_t tag_size = 16) : rng_(7, name) {
    chip_.put_key(kSlot, key, tag_size);
    chip_.start();
    EXPECT_TRUE(nonces_.start(rng_));
    auto opened = ChipKey::open(chip_.device(), wire::SlotNumber{kSlot});
    EXPECT_TRUE(opened);
    key_.emplace(*opened);
  }

  Result<Channel> make(ChannelRole role, ChannelNames names = kNames) {
    return Channel::make(role, std::move(names), *key_, nonces_, rng_);
  }
  Channel initiator() { return *make(ChannelRole::kInitiator); }
  Channel responder() { return *make(ChannelRole::kResponder); }
  ChipKey& key() { return *key_; }
  host::NonceSource& nonces() { return nonces_; }
  crypto::Rng& rng() { return rng_; }

 private:
  crypto_openssl::SeededRng rng_;
  testing_support::SealingChip chip_;
  host::NonceSequence nonces_;
  std::optional<ChipKey> key_;
};

class ChannelTest : public testing::Test {
 protected:
  struct Pair {
    Channel alice;
    Channel bob;
  };
  /// Two ends after their handshake.
  Pair open_pair() {
    Pair pair{alice_.initiator(), bob_.responder()};
    const auto hello = pair.alice.begin();
    const auto answer = pair.bob.answer(*hello);
    const auto confirmation = pair.alice.confirm(*answer);
    EXPECT_TRUE(pair.bob.accept(*confirmation));
    return pair;
  }
  static void expect_ended(Channel& channel) {
    EXPECT_FALSE(channel.is_open());
    EXPECT_EQ(channel.seal({}).error().reason, Reason::kInvalidRequest);
    EXPECT_EQ(channel.open({}).error().reason, Reason::kInvalidRequest);
    EXPECT_EQ(channel.close().error().reason, Reason::kInvalidRequest);
  }
  static Reason reason_of(Channel& channel, ByteView message) {
    return channel.open(message).error().reason;
  }

  End alice_{"alice"};
  End bob_{"bob"};
};

TEST_F(ChannelTest, CarriesMessagesBothWaysUntilBothClose) {
  auto [alice, bob] = open_pair();
  EXPECT_TRUE(alice.is_open());
  EXPECT_TRUE(bob.is_open());
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{700}, std::size_t{701}, kMaxChannelMessage}) {
    const Bytes message(size, std::byte{0x5A});
    const auto there = alice.seal(message);
    ASSERT_TRUE(there) << there.error().message;
    EXPECT_LE(there->size(), kMaxChannelFrame);
    const auto opened = bob.open(*there);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(hex(opened->message.reveal()), hex(message));
    EXPECT_FALSE(opened->is_close);
    EXPECT_TRUE(alice.open(*bob.seal(message)));
  }
  EXPECT_EQ(bob.finish().error().reason, Reason::kTruncated);
  const auto end = bob.open(*alice.close());
  ASSERT_TRUE(end);
  EXPECT_TRUE(end->is_close);
  EXPECT_TRUE(bob.finish());
  EXPECT_EQ(alice.finish().error().reason, Reason::kTruncated);
  EXPECT_EQ(alice.seal({}).error().reason, Reason::kInvalidRequest);
  EXPECT_TRUE(alice.open(*bob.seal("61"_hex)));  // one direction is still open
  EXPECT_TRUE(alice.open(*bob.close())->is_close);
  EXPECT_TRUE(alice.finish());
  EXPECT_EQ(reason_of(bob, "00"_hex), Reason::kUnexpected);
}

TEST_F(ChannelTest, NoBitOfTheHandshakeMayChange) {
  auto alice = alice_.initiator();
  const auto hello = *alice.begin();
  for (std::size_t bit = 0; bit < 8 * hello.size(); bit += 5) {
    auto changed = hello;
    changed[bit / 8] ^= std::byte{1} << (bit % 8);
    auto initiator = alice;
    auto bob = bob_.responder();
    const auto answer = bob.answer(changed);
    if (!answer) continue;
    EXPECT_EQ(initiator.confirm(*answer).error().reason, Reason::kNotAuthentic) << bit;
    expect_ended(initiator);
  }
  auto bob = bob_.responder();
  const auto answer = *bob.answer(hello);
  for (std::size_t bit = 0; bit < 8 * answer.size(); ++bit) {
    auto changed = answer;
    changed[bit / 8] ^= std::byte{1} << (bit % 8);
    auto initiator = alice;
    EXPECT_FALSE(initiator.confirm(changed)) << bit;
    expect_ended(initiator);
  }
  const auto confirmation = *alice.confirm(answer);
  for (std::size_t bit = 0; bit < 8 * confirmation.size(); ++bit) {
    auto changed = confirmation;
    changed[bit / 8] ^= std::byte{1} << (bit % 8);
    auto responder = bob;
    EXPECT_FALSE(responder.accept(changed)) << bit;
    expect_ended(responder);
  }
  EXPECT_TRUE(bob.accept(confirmation));
}

TEST_F(ChannelTest, NoBitOfAMessageMayChangeAndNothingBeMissing) {
  const auto pair = open_pair();
  auto sender = pair.alice;
  const auto message = *sender.seal("616263"_hex);
  for (std::size_t bit = 0; bit < 8 * message.size(); ++bit) {
    auto changed = message;
    changed[bit / 8] ^= std::byte{1} << (bit % 8);
    auto bob = pair.bob;
    EXPECT_FALSE(bob.open(changed)) << bit;
    expect_ended(bob);
  }
  for (std::size_t size = 0; size < message.size(); ++size) {
    auto bob = pair.bob;
    EXPECT_FALSE(bob.open(ByteView{message}.first(size))) << size;
  }
}

TEST_F(ChannelTest, NothingIsRepeatedMovedOrLeftOut) {
  const auto pair = open_pair();
  auto alice = pair.alice;
  const auto first = *alice.seal("61"_hex);
  const auto second = *alice.seal("62"_hex);
  auto repeated = pair.bob;
  EXPECT_TRUE(repeated.open(first));
  EXPECT_EQ(reason_of(repeated, first), Reason::kNotAuthentic);
  expect_ended(repeated);
  auto swapped = pair.bob;
  EXPECT_EQ(reason_of(swapped, second), Reason::kNotAuthentic);
  EXPECT_EQ(reason_of(swapped, first), Reason::kInvalidRequest);
}

TEST_F(ChannelTest, NothingIsTakenFromOneself) {
  auto [alice, bob] = open_pair();
  EXPECT_EQ(reason_of(alice, *alice.seal("61"_hex)), Reason::kNotAuthentic);
  EXPECT_EQ(reason_of(bob, *bob.seal("61"_hex)), Reason::kNotAuthentic);
}

TEST_F(ChannelTest, NothingIsTakenFromAnotherSession) {
  auto one = open_pair();
  auto other = open_pair();
  EXPECT_EQ(reason_of(other.bob, *one.alice.seal("61"_hex)), Reason::kNotAuthentic);
  // The whole handshake of the first one, once more.
  auto alice = alice_.initiator();
  const auto hello = *alice.begin();
  auto bob = bob_.responder();
  const auto confirmation = *alice.confirm(*bob.answer(hello));
  auto later_bob = bob_.responder();
  ASSERT_TRUE(later_bob.answer(hello));
  EXPECT_EQ(later_bob.accept(confirmation).error().reason, Reason::kNotAuthentic);
  auto later_alice = alice_.initiator();
  ASSERT_TRUE(later_alice.begin());
  auto old_bob = bob_.responder();
  EXPECT_EQ(later_alice.confirm(*old_bob.answer(hello)).error().reason, Reason::kNotAuthentic);
}

TEST_F(ChannelTest, NobodyIsMadeToTalkToHimself) {
  // Alice also answers, as "alice", whom "carol" calls; her own hello is sent back to her.
  auto alice = alice_.initiator();
  auto answering = *alice_.make(ChannelRole::kResponder,
                                {to_bytes("6361726F6C"_hex), to_bytes("616C696365"_hex)});
  const auto answer = answering.answer(*alice.begin());
  ASSERT_TRUE(answer);
  EXPECT_EQ(alice.confirm(*answer).error().reason, Reason::kNotAuthentic);
}

TEST_F(ChannelTest, AnotherKeyIsNoticedByBoth) {
  End stranger{"stranger", Fixed<32>{}};
  auto alice = alice_.initiator();
  auto wrong_bob = stranger.responder();
  EXPECT_EQ(alice.confirm(*wrong_bob.answer(*alice.begin())).error().reason, Reason::kNotAuthentic);
  auto wrong_alice = stranger.initiator();
  auto bob = bob_.responder();
  EXPECT_EQ(wrong_alice.confirm(*bob.answer(*wrong_alice.begin())).error().reason,
            Reason::kNotAuthentic);
  // One who does not look at the answer cannot confirm it.
  EXPECT_FALSE(bob.accept(*seal_encrypt0(stranger.key(), stranger.nonces(), {})));
  expect_ended(bob);
}

TEST_F(ChannelTest, OtherNamesAreNoticed) {
  auto alice = alice_.initiator();
  auto bob = *bob_.make(ChannelRole::kResponder, {kNames.initiator, to_bytes("626F6C"_hex)});
  EXPECT_EQ(alice.confirm(*bob.answer(*alice.begin())).error().reason, Reason::kNotAuthentic);
}

TEST_F(ChannelTest, HellosOfAnotherFormAreRefused) {
  const auto reason = [&](ByteView hello) { return bob_.responder().answer(hello).error().reason; };
  // ["stsafe-channel-1", 16 bytes], made with Python's cbor2.
  const auto good =
      "82 70 7374736166652D6368616E6E656C2D31 50 000102030405060708090A0B0C0D0E0F"_hex;
  EXPECT_EQ(reason(good), Reason::kNone);
  EXPECT_EQ(reason({}), Reason::kTruncated);
  EXPECT_EQ(reason(ByteView{good}.first(20)), Reason::kTruncated);
  EXPECT_EQ(reason(testing_support::join({good, "00"_hex})), Reason::kUnexpected);
  auto other = good;
  other[17] = std::byte{0x32};
  EXPECT_EQ(reason(other), Reason::kUnsupported);
  other = good;
  other[18] = std::byte{0x4F};
  EXPECT_EQ(reason(other), Reason::kUnexpected);
  EXPECT_EQ(reason("8170 7374736166652D6368616E6E656C2D31"_hex), Reason::kUnexpected);
  EXPECT_EQ(reason("00"_hex), Reason::kUnexpected);
}

TEST_F(ChannelTest, StepsThatAreNotDueAreRefused) {
  auto alice = alice_.initiator();
  auto bob = bob_.responder();
  EXPECT_EQ(bob.begin().error().reason, Reason::kInvalidRequest);
  EXPECT_EQ(alice.answer({}).error().reason, Reason::kInvalidRequest);
  EXPECT_EQ(alice.confirm({}).error().reason, Reason::kInvalidRequest);
  EXPECT_EQ(bob.accept({}).error().reason, Reason::kInvalidRequest);
  EXPECT_EQ(alice.seal({}).error().reason, Reason::kInvalidRequest);
  const auto answer = *bob.answer(*alice.begin());
  EXPECT_EQ(bob.seal({}).error().reason, Reason::kInvalidRequest);  // not before it is confirmed
  EXPECT_EQ(bob.open({}).error().reason, Reason::kInvalidRequest);
  EXPECT_TRUE(bob.accept(*alice.confirm(answer)));
}

TEST_F(ChannelTest, WhatIsTooLongIsRefused) {
  auto [alice, bob] = open_pair();
  EXPECT_EQ(alice.seal(Bytes(kMaxChannelMessage + 1)).error().reason, Reason::kTooLarge);
  EXPECT_TRUE(bob.open(*alice.seal("61"_hex)));
  EXPECT_EQ(reason_of(bob, Bytes(kMaxChannelFrame + 1)), Reason::kTooLarge);
  expect_ended(bob);
}

TEST_F(ChannelTest, NeedsNamesAndAStrongTag) {
  const auto reason = [&](ChannelNames names) {
    return alice_.make(ChannelRole::kInitiator, std::move(names)).error().reason;
  };
  EXPECT_EQ(reason({to_bytes("61"_hex), to_bytes("61"_hex)}), Reason::kInvalidRequest);
  EXPECT_EQ(reason({{}, to_bytes("61"_hex)}), Reason::kInvalidRequest);
  EXPECT_EQ(reason({to_bytes("61"_hex), Bytes(65)}), Reason::kInvalidRequest);
  EXPECT_EQ(reason({to_bytes("61"_hex), Bytes(64)}), Reason::kNone);
  End weak{"weak", kKey, 8};
  EXPECT_EQ(weak.make(ChannelRole::kInitiator).error().reason, Reason::kUnsupported);
}

TEST_F(ChannelTest, WithoutNoncesOrRandomBytesItEnds) {
  testing_support::ScriptedRng empty;
  auto channel =
      *Channel::make(ChannelRole::kInitiator, kNames, alice_.key(), alice_.nonces(), empty);
  EXPECT_EQ(channel.begin().error().reason, Reason::kDevice);
  expect_ended(channel);
  host::NonceSequence none;
  auto bob = *Channel::make(ChannelRole::kResponder, kNames, bob_.key(), none, bob_.rng());
  EXPECT_EQ(bob.answer(*alice_.initiator().begin()).error().cause, Error{UsageError::kNotOpen});
  expect_ended(bob);
}

}  // namespace
}  // namespace stsafe::cose::channel_test
