#include "stsafe/wire/curve_id.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

// The right encodings are in tests/vectors/curves.json; these are the wrong ones.
namespace stsafe::wire {
namespace {

using testing_support::join;

constexpr auto kX25519 = "00 03 2B 65 6E"_hex;
constexpr auto kP256 = "00 08 2A 86 48 CE 3D 03 01 07"_hex;
constexpr Fixed<32> kCoordinate{};

Result<void> read_curve(ByteView bytes) {
  Reader r{bytes};
  Curve curve{};
  decode(r, curve);
  return r.finish();
}

Result<void> read_key(ByteView bytes) {
  Reader r{bytes};
  PublicKey key;
  decode(r, key);
  return r.finish();
}

TEST(CurveIdentifier, IsRefusedIfUnknown) {
  for (const auto& unknown : {"00 03 2B 65 6F"_hex, "00 03 2B 65 71"_hex, "00 03 00 00 00"_hex}) {
    EXPECT_TRUE(read_curve(unknown).failed_with(LinkError::kUnknownCurve));
  }
  EXPECT_TRUE(read_curve("00 00"_hex).failed_with(LinkError::kUnknownCurve));
  // secp256k1, and the beginning of a known identifier.
  EXPECT_TRUE(read_curve("00 05 2B 81 04 00 0A"_hex).failed_with(LinkError::kUnknownCurve));
  EXPECT_TRUE(read_curve("00 02 2B 65"_hex).failed_with(LinkError::kUnknownCurve));
}

TEST(CurveIdentifier, IsRefusedIfItEndsEarly) {
  for (std::size_t size = 0; size < kX25519.size(); ++size) {
    EXPECT_TRUE(read_curve(ByteView{kX25519}.first(size)).failed_with(LinkError::kTruncated))
        << size;
  }
  EXPECT_TRUE(read_curve("FF FF 2B 65 6E"_hex).failed_with(LinkError::kTruncated));
}

TEST(PublicKeyOnTheWire, IsReadOnEveryFamily) {
  EXPECT_TRUE(read_key(join({kX25519, "00 20"_hex, kCoordinate})));
  EXPECT_TRUE(
      read_key(join({kP256, "04"_hex, "00 20"_hex, kCoordinate, "00 20"_hex, kCoordinate})));
}

TEST(PublicKeyOnTheWire, IsRefusedInAnyOtherRepresentation) {
  for (const auto& representation : {"00"_hex, "02"_hex, "03"_hex, "05"_hex, "FF"_hex}) {
    EXPECT_TRUE(
        read_key(join({kP256, representation, "00 20"_hex, kCoordinate, "00 20"_hex, kCoordinate}))
            .failed_with(LinkError::kMalformedField));
  }
}

TEST(PublicKeyOnTheWire, IsRefusedWithCoordinatesOfAnotherSize) {
  for (const auto& size : {"00 00"_hex, "00 1F"_hex, "00 21"_hex, "01 20"_hex, "FF FF"_hex}) {
    EXPECT_TRUE(
        read_key(join({kX25519, size, kCoordinate})).failed_with(LinkError::kMalformedField));
    EXPECT_TRUE(read_key(join({kP256, "04"_hex, size, kCoordinate, "00 20"_hex, kCoordinate}))
                    .failed_with(LinkError::kMalformedField));
    EXPECT_TRUE(read_key(join({kP256, "04"_hex, "00 20"_hex, kCoordinate, size, kCoordinate}))
                    .failed_with(LinkError::kMalformedField));
  }
}

TEST(PublicKeyOnTheWire, IsRefusedIfItEndsEarlyOrLate) {
  const auto key = join({kP256, "04"_hex, "00 20"_hex, kCoordinate, "00 20"_hex, kCoordinate});
  for (std::size_t size = 0; size < key.size(); ++size) {
    EXPECT_FALSE(read_key(ByteView{key}.first(size))) << size;
  }
  EXPECT_TRUE(read_key(join({key, "00"_hex})).failed_with(LinkError::kTrailingBytes));
}

}  // namespace
}  // namespace stsafe::wire
