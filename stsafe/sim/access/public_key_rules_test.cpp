#include "stsafe/sim/access/public_key_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

TEST(PublicKeyRules, LetFlagsBePutWhileTheChangeRightIsThere) {
  for (std::uint16_t bits = 0; bits <= 0x1F; ++bits) {
    EXPECT_EQ(check_put_flags({.flags = wire::PublicKeyFlags{bits}}),
              (bits & 1) != 0 ? Status::kOk : Status::kAccessConditionNotSatisfied);
  }
}

TEST(PublicKeyRules, LetAKeyThatVerifiesBeWrittenOnce) {
  for (const auto curve : kAllCurves) {
    EXPECT_EQ(check_write({}, curve),
              curve == Curve::kX25519 ? Status::kWrongKeyType : Status::kOk);
    EXPECT_EQ(check_write({.present = true}, curve), Status::kAccessConditionNotSatisfied);
  }
}

TEST(PublicKeyRules, LetAKeyAuthenticateWhatItsFlagsSay) {
  for (std::uint16_t flag = 2; flag <= 0x10; flag = static_cast<std::uint16_t>(2 * flag)) {
    const wire::PublicKeyFlags use{flag};
    const wire::PublicKeyFlags others{static_cast<std::uint16_t>(0x1F & ~flag)};
    EXPECT_EQ(check_authenticates({.flags = use, .present = true}, use), Status::kOk);
    EXPECT_EQ(check_authenticates({.flags = others, .present = true}, use), Status::kWrongKeyUsage);
    EXPECT_EQ(check_authenticates({.flags = use}, use), Status::kKeyNotFound);
  }
}

}  // namespace
}  // namespace stsafe::sim
