#include "stsafe/sim/access/key_rules.h"

#include <gtest/gtest.h>

#include <set>

namespace stsafe::sim {
namespace {

/// A row of the tables in part 02, section 1: a mode, its key types and its usages.
struct ModeRow {
  int mode;
  std::set<int> types;
  unsigned usages;
  std::set<int> parameters;
};

constexpr unsigned kVerify = 1, kGenerate = 2, kDecryption = 4, kEncryption = 8;
constexpr unsigned kDecryptionChunks = 16, kEncryptionChunks = 32, kDerivation = 64;
constexpr unsigned kNamedUsages = 0x7F;

std::set<int> up_to(int last) {
  std::set<int> numbers;
  for (int i = 0; i <= last; ++i) numbers.insert(i);
  return numbers;
}

const std::array<ModeRow, 6> kModes{{
    {0, {0, 1}, kEncryption | kDecryption | kEncryptionChunks | kDecryptionChunks, {0, 4, 8, 16}},
    {1, {0, 1}, kGenerate | kVerify, up_to(16)},
    {2, {0, 1}, kEncryption | kDecryption, up_to(255)},  // has no parameter
    {3,
     {0, 1},
     kEncryption | kDecryption | kEncryptionChunks | kDecryptionChunks,
     {4, 8, 12, 13, 14, 15, 16}},
    {4, {2}, kDerivation, {0, 1}},
    {5, {2}, kGenerate | kVerify, up_to(32)},
}};

/// Traps T-29 and T-30: wrong type 0C, wrong mode 1C, wrong usage 1B, then values 03.
Status expected(int type, int mode, unsigned usage) {
  if (type > 2) return Status::kWrongKeyType;
  if (mode > 5) return Status::kWrongModeOfOperation;
  const auto& row = kModes[static_cast<std::size_t>(mode)];
  if (!row.types.contains(type)) return Status::kWrongKeyType;
  if ((usage & kNamedUsages & ~row.usages) != 0) return Status::kWrongKeyUsage;
  if ((usage & ~kNamedUsages) != 0) return Status::kValueOutOfRange;
  return Status::kOk;
}

wire::KeyDescription description(int type, int mode, unsigned usage) {
  return {.type = static_cast<wire::KeyType>(type),
          .mode = static_cast<wire::KeyMode>(mode),
          .usage = wire::Usage{static_cast<std::uint16_t>(usage)},
          .parameter = static_cast<std::uint8_t>(mode == 4 ? 1 : 4),
          .secret_size = 32};
}

TEST(KeyDescription, FitsTogetherExactlyAsTheTableSays) {
  int num_failures = 0;
  for (int type = 0; type <= 4; ++type) {
    for (int mode = 0; mode <= 7; ++mode) {
      for (unsigned usage = 0; usage <= kNamedUsages; ++usage) {
        if (check_key_description(description(type, mode, usage)) == expected(type, mode, usage)) {
          continue;
        }
        ADD_FAILURE() << "type " << type << ", mode " << mode << ", usage " << usage;
        if (++num_failures == 10) return;
      }
    }
  }
}

TEST(KeyDescription, RefusesEveryReservedUsage) {
  for (unsigned usage = kNamedUsages + 1; usage <= 0xFFFF; ++usage) {
    if ((usage & kNamedUsages & ~(kEncryption | kDecryption)) != 0) continue;
    EXPECT_EQ(check_key_description(description(1, 0, usage)), Status::kValueOutOfRange) << usage;
  }
}

// T-29 puts wrong usages before values.
TEST(KeyDescription, AsksForTheUsageBeforeReservedUsages) {
  for (unsigned bit = 7; bit < 16; ++bit) {
    EXPECT_EQ(check_key_description(description(1, 0, kVerify | (1U << bit))),
              Status::kWrongKeyUsage)
        << bit;
  }
}

TEST(KeyDescription, TakesTheParametersOfItsMode) {
  for (const auto& row : kModes) {
    for (int parameter = 0; parameter <= 255; ++parameter) {
      auto key = description(*row.types.begin(), row.mode, row.usages);
      key.parameter = static_cast<std::uint8_t>(parameter);
      EXPECT_EQ(check_key_description(key),
                row.parameters.contains(parameter) ? Status::kOk : Status::kValueOutOfRange)
          << "mode " << row.mode << ", parameter " << parameter;
    }
  }
}

TEST(KeyDescription, TakesACounterThatFitsTheNonce) {
  for (unsigned raw = 0; raw <= 0xFF; ++raw) {
    auto key = description(1, 0, kEncryption);
    key.counter = wire::CounterPlacement::from_wire(static_cast<std::uint8_t>(raw));
    const bool fits = raw <= 0x89;
    EXPECT_EQ(check_key_description(key), fits ? Status::kOk : Status::kValueOutOfRange) << raw;
  }
}

TEST(KeyDescription, TakesSecretsOf16To32Bytes) {
  for (const auto& [mode, usage] : {std::pair{4, kDerivation}, std::pair{5, kGenerate}}) {
    for (unsigned size = 0; size <= 0xFF; ++size) {
      auto key = description(2, mode, usage);
      key.secret_size = static_cast<std::uint8_t>(size);
      const bool fits = size >= 16 && size <= 32;
      EXPECT_EQ(check_key_description(key), fits ? Status::kOk : Status::kValueOutOfRange) << size;
    }
  }
}

TEST(KeyDescription, KnowsThreeLocks) {
  for (int lock = 0; lock <= 255; ++lock) {
    auto key = description(1, 0, kEncryption);
    key.lock = static_cast<wire::Lock>(lock);
    EXPECT_EQ(check_key_description(key), lock <= 2 ? Status::kOk : Status::kValueOutOfRange);
  }
}

// Part 02, section 1.2.
TEST(Lock, SaysWhatMayHappenToTheKey) {
  EXPECT_EQ(check_overwrite(wire::Lock::kUnlocked), Status::kOk);
  EXPECT_EQ(check_overwrite(wire::Lock::kLocked), Status::kKeyBlocked);
  EXPECT_EQ(check_overwrite(wire::Lock::kErasable), Status::kKeyBlocked);
  EXPECT_EQ(check_erase(wire::Lock::kUnlocked), Status::kOk);
  EXPECT_EQ(check_erase(wire::Lock::kLocked), Status::kKeyBlocked);
  EXPECT_EQ(check_erase(wire::Lock::kErasable), Status::kOk);
}

constexpr std::uint8_t kNobody = 0xFF;

// Part 02, section 2: a bit of the first byte for each way, and no other.
TEST(ControlFields, AllowEachWayByOneBit) {
  constexpr std::array<std::pair<ProvisioningMethod, unsigned>, 4> rows{{
      {ProvisioningMethod::kEstablished, 0x01},
      {ProvisioningMethod::kWrapped, 0x02},
      {ProvisioningMethod::kPlaintext, 0x10},
      {ProvisioningMethod::kDerived, 0x20},
  }};
  for (const auto& [method, bit] : rows) {
    for (unsigned flags = 0; flags <= 0xFF; ++flags) {
      const wire::SlotControlFields fields{.flags = static_cast<std::uint8_t>(flags)};
      const auto expected = (flags & bit) != 0 ? Status::kOk : Status::kCommandNotAuthorized;
      for (const std::uint8_t key : {std::uint8_t{0}, std::uint8_t{1}, kNobody}) {
        EXPECT_EQ(check_provisioning(fields, {method, key}), expected) << flags;
      }
    }
  }
}

// Part 02, section 2: all flags against all flags.
TEST(ControlFields, CanBePutWhileTheChangeRightIsThere) {
  for (unsigned current = 0; current <= 0xFF; ++current) {
    for (unsigned wanted = 0; wanted <= 0xFF; ++wanted) {
      const bool has_right = (current & 0x08) != 0;
      const bool in_range = (wanted & 0xC0) == 0;
      EXPECT_EQ(
          check_put_fields(wire::SlotControlFields{.flags = static_cast<std::uint8_t>(current)},
                           wire::SlotControlFields{.flags = static_cast<std::uint8_t>(wanted)}),
          !has_right  ? Status::kAccessConditionNotSatisfied
          : !in_range ? Status::kValueOutOfRange
                      : Status::kOk);
    }
  }
}

TEST(ControlFields, AllowSessionsThatTheirKeyAuthenticated) {
  const wire::SlotControlFields fields{
      .flags = 0, .wrapped_authentication_key = 1, .ecdhe_authentication_key = 2};
  for (unsigned key = 0; key <= 0xFF; ++key) {
    const auto by = static_cast<std::uint8_t>(key);
    const auto check = [&](ProvisioningMethod method) {
      return check_provisioning(fields, {method, by}) == Status::kOk;
    };
    EXPECT_EQ(check(ProvisioningMethod::kWrapped), key == 1);
    EXPECT_EQ(check(ProvisioningMethod::kEstablished), key == 2);
    EXPECT_FALSE(check(ProvisioningMethod::kPlaintext));
    EXPECT_FALSE(check(ProvisioningMethod::kDerived));
  }
}

}  // namespace
}  // namespace stsafe::sim
