#include "stsafe/base/public_key.h"

#include <gtest/gtest.h>

namespace stsafe {
namespace {

TEST(PublicKey, TakesExactlyTheSizeOfItsCurve) {
  Fixed<kMaxPublicKeySize + 1> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i);
  for (const auto curve : kAllCurves) {
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      const auto raw = ByteView{bytes}.first(size);
      const auto key = PublicKey::from_raw(curve, raw);
      EXPECT_EQ(static_cast<bool>(key), size == public_key_size(curve)) << size;
      if (!key) {
        EXPECT_TRUE(key.failed_with(UsageError::kWrongSize));
        continue;
      }
      EXPECT_EQ(key->curve(), curve);
      EXPECT_TRUE(std::ranges::equal(key->raw(), raw));
    }
  }
}

TEST(PublicKey, IsReadFromMemoryOfItsOwn) {
  Fixed<32> bytes{std::byte{1}};
  const auto key = PublicKey::from_raw(Curve::kX25519, bytes);
  ASSERT_TRUE(key);
  bytes[0] = std::byte{2};
  EXPECT_EQ(key->raw()[0], std::byte{1});
}

TEST(Curve, AgreesUnlessItOnlySigns) {
  for (const auto curve : kAllCurves) EXPECT_EQ(can_agree(curve), curve != Curve::kEd25519);
  for (const auto curve : kAllCurves) EXPECT_EQ(can_sign(curve), curve != Curve::kX25519);
}

TEST(Curve, FitsTheLargestSizes) {
  for (const auto curve : kAllCurves) {
    EXPECT_LE(coordinate_size(curve), kMaxCoordinateSize);
    EXPECT_LE(public_key_size(curve), kMaxPublicKeySize);
    EXPECT_EQ(public_key_size(curve),
              is_curve25519_family(curve) ? coordinate_size(curve) : 2 * coordinate_size(curve));
  }
}

}  // namespace
}  // namespace stsafe
