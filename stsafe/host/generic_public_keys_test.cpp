#include "stsafe/host/generic_public_keys.h"

#include <gtest/gtest.h>

#include "tests/support/key_pairs.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::generic_public_keys_test {
namespace {

using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::PublicKeySlot kSlot{2};

class GenericPublicKeysTest : public testing::Test {
 protected:
  void next(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  Result<GenericPublicKey> read(ByteView payload) {
    next(payload);
    return keys_.read(kSlot);
  }

  ModelChip chip_;
  Device device_{chip_};
  GenericPublicKeys keys_{device_};
  PublicKey ed25519_ = *PublicKey::from_raw(Curve::kEd25519, testing_support::kEd25519PublicKey);
};

// U-12: a chip may say more.
TEST_F(GenericPublicKeysTest, AreCounted) {
  next("04"_hex);
  EXPECT_EQ(*keys_.count(), 4U);
  next("03 00 01 02"_hex);
  EXPECT_EQ(*keys_.count(), 3U);
  next({});
  EXPECT_TRUE(keys_.count().failed_with(LinkError::kTruncated));
}

TEST_F(GenericPublicKeysTest, AreReadWithTheirFlags) {
  const auto filled =
      read(join({"01 0009 00032B6570 0020"_hex, testing_support::kEd25519PublicKey}));
  ASSERT_TRUE(filled);
  EXPECT_EQ(filled->flags, wire::kPublicKeyChangeRight | wire::kForEntityAuthentication);
  ASSERT_TRUE(filled->key);
  EXPECT_EQ(hex(filled->key->raw()), hex(testing_support::kEd25519PublicKey));
  const auto empty = read("00 0001"_hex);
  ASSERT_TRUE(empty);
  EXPECT_FALSE(empty->key);
  EXPECT_EQ(hex(chip_.payloads.at(0)), "4c02");
}

// The vendor's library takes whatever curve it expects.
TEST_F(GenericPublicKeysTest, AreRefusedIfPresenceAndKeyDoNotFit) {
  EXPECT_TRUE(read("01 0001"_hex).failed_with(LinkError::kUnexpectedResponse));
  const auto key = join({"00032B6570 0020"_hex, testing_support::kEd25519PublicKey});
  EXPECT_TRUE(read(join({"00 0001"_hex, key})).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_TRUE(read(join({"02 0001"_hex, key})).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_TRUE(read("00"_hex).failed_with(LinkError::kTruncated));
}

TEST_F(GenericPublicKeysTest, AreWritten) {
  EXPECT_TRUE(keys_.write(kSlot, ed25519_));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "0200032b65700020" + hex(ed25519_.raw()));
  chip_.next({.status = Status::kAccessConditionNotSatisfied});
  EXPECT_TRUE(keys_.write(kSlot, ed25519_).failed_with(Status::kAccessConditionNotSatisfied));
}

// Part 03, section 6.4.
TEST_F(GenericPublicKeysTest, HaveTheirFlagsPut) {
  EXPECT_TRUE(keys_.put_flags(wire::PublicKeySlot{1}, wire::kPublicKeyChangeRight |
                                                          wire::kForEstablishSymmetricKeys |
                                                          wire::kForEntityAuthentication));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "4d01000b");
}

TEST_F(GenericPublicKeysTest, SendNothingThatCannotWork) {
  EXPECT_TRUE(
      keys_.put_flags(kSlot, wire::PublicKeyFlags{0x20}).failed_with(UsageError::kOutOfRange));
  const auto x25519 = *PublicKey::from_raw(Curve::kX25519, testing_support::kEd25519PublicKey);
  EXPECT_TRUE(keys_.write(kSlot, x25519).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(chip_.log.empty());
}

}  // namespace
}  // namespace stsafe::host::generic_public_keys_test
