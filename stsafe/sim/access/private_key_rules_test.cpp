#include "stsafe/sim/access/private_key_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

constexpr std::array kSigners{Curve::kNistP256,      Curve::kNistP384,      Curve::kNistP521,
                              Curve::kBrainpoolP256, Curve::kBrainpoolP384, Curve::kBrainpoolP512,
                              Curve::kEd25519};

TEST(PrivateKeyRules, LetAKeyBeGeneratedAsTheModeSays) {
  struct Row {
    std::uint16_t mode;
    bool free;
    bool host;
  };
  // Bits 5 and 4 of the second byte: free, host, never, never.
  for (const auto& row : {Row{0x800D, true, true}, Row{0x801D, false, true},
                          Row{0x802D, false, false}, Row{0x003C, false, false}}) {
    for (const auto curve : kAllCurves) {
      EXPECT_EQ(check_generate({row.mode}, false, curve, false),
                row.free ? Status::kOk : Status::kAccessConditionNotSatisfied);
      EXPECT_EQ(check_generate({row.mode}, false, curve, true),
                row.host ? Status::kOk : Status::kAccessConditionNotSatisfied);
    }
  }
}

TEST(PrivateKeyRules, KeepEd25519OutOfTheEphemeralSlot) {
  for (const auto curve : kAllCurves) {
    EXPECT_EQ(check_generate({0x0001}, true, curve, false),
              curve == Curve::kEd25519 ? Status::kWrongKeyType : Status::kOk);
  }
}

TEST(PrivateKeyRules, LetAKeyBeUsedForWhatItsModeAndItsCurveCan) {
  for (const auto curve : kAllCurves) {
    const bool signs = std::ranges::find(kSigners, curve) != kSigners.end();
    const bool agrees = curve != Curve::kEd25519;
    const auto if_curve_can = [](bool can) { return can ? Status::kOk : Status::kWrongKeyType; };
    EXPECT_EQ(check_use({0x0004}, curve, PrivateKeyUse::kSign), if_curve_can(signs));
    EXPECT_EQ(check_use({0x0001}, curve, PrivateKeyUse::kEstablish), if_curve_can(agrees));
    // Every other flag helps nothing, and comes first (U-17).
    EXPECT_EQ(check_use({0xFFFB}, curve, PrivateKeyUse::kSign), Status::kWrongModeOfOperation);
    EXPECT_EQ(check_use({0xFFFE}, curve, PrivateKeyUse::kEstablish), Status::kWrongModeOfOperation);
  }
}

TEST(PrivateKeyRules, WantAKeyThatIsNotUsedUp) {
  EXPECT_EQ(check_usable(false, false), Status::kKeyNotFound);
  EXPECT_EQ(check_usable(false, true), Status::kKeyNotFound);
  EXPECT_EQ(check_usable(true, false), Status::kOk);
  EXPECT_EQ(check_usable(true, true), Status::kKeyBlocked);
}

// Section 9 and U-1: every limit.
TEST(PrivateKeyRules, TakeOneUseOffALimit) {
  for (unsigned limit = 2; limit < 0xFFFF; ++limit) {
    const auto left = after_one_use(wire::UsageLimit{static_cast<std::uint16_t>(limit)});
    EXPECT_EQ(left.limit.raw(), limit - 1);
    EXPECT_FALSE(left.blocked);
  }
  EXPECT_TRUE(after_one_use(wire::UsageLimit{1}).blocked);
  for (const auto limit : {wire::UsageLimit{0}, wire::kUnlimited}) {
    EXPECT_EQ(after_one_use(limit), (UsesLeft{limit, false}));
  }
}

}  // namespace
}  // namespace stsafe::sim
