#include "stsafe/sim/access/derivation_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

/// What a slot can be, to those who look for one.
struct Slot {
  bool open;
  bool present;
  wire::Lock lock;
};
constexpr Slot kClosed{false, false, wire::Lock::kUnlocked};
constexpr Slot kClosedWithKey{false, true, wire::Lock::kUnlocked};
constexpr Slot kEmpty{true, false, wire::Lock::kUnlocked};
constexpr Slot kUnlocked{true, true, wire::Lock::kUnlocked};
constexpr Slot kLocked{true, true, wire::Lock::kLocked};
constexpr Slot kErasable{true, true, wire::Lock::kErasable};

/// The chosen slot, or -1.
int chosen(std::initializer_list<Slot> slots, std::initializer_list<std::size_t> taken = {}) {
  Nvm nvm;
  for (const auto& slot : slots) {
    const auto i = nvm.num_symmetric_slots++;
    nvm.symmetric_control[i].flags = slot.open ? 0x20 : 0xDF;
    nvm.symmetric[i].present = slot.present;
    nvm.symmetric[i].key.lock = slot.lock;
  }
  SlotSet set{};
  for (const auto i : taken) set[i] = true;
  const auto slot = choose_slot(nvm, set);
  return slot ? slot->raw() : -1;
}

TEST(SlotForADerivedKey, IsTheFirstEmptyOneThatIsOpen) {
  EXPECT_EQ(chosen({kEmpty}), 0);
  EXPECT_EQ(chosen({kClosed, kEmpty, kEmpty}), 1);
  EXPECT_EQ(chosen({kUnlocked, kLocked, kClosed, kEmpty}), 3);
}

TEST(SlotForADerivedKey, IsElseTheFirstUnlockedOneThatIsOpen) {
  EXPECT_EQ(chosen({kClosedWithKey, kLocked, kErasable, kUnlocked, kUnlocked}), 3);
}

TEST(SlotForADerivedKey, IsNotThereOtherwise) {
  EXPECT_EQ(chosen({}), -1);
  EXPECT_EQ(chosen({kClosed, kClosedWithKey, kLocked, kErasable}), -1);
}

TEST(SlotForADerivedKey, IsNotOneThatIsTaken) {
  EXPECT_EQ(chosen({kEmpty, kEmpty}, {0}), 1);
  EXPECT_EQ(chosen({kUnlocked, kEmpty}, {1}), 0);
  EXPECT_EQ(chosen({kUnlocked, kEmpty}, {0, 1}), -1);
}

SymmetricSlot& fill(SymmetricSlot& slot, wire::KeyType type, wire::KeyMode mode,
                    wire::Usage usage) {
  slot.present = true;
  slot.key.type = type;
  slot.key.mode = mode;
  slot.key.usage = usage;
  return slot;
}

// Section 8.3: type 0C, usage 1B, empty 0A.
TEST(DerivationKey, IsAnHkdfSecretThatMayDerive) {
  using wire::KeyMode;
  using wire::KeyType;
  SymmetricSlot slot;
  EXPECT_EQ(check_derivation_key(slot), Status::kKeyNotFound);
  EXPECT_EQ(
      check_derivation_key(fill(slot, KeyType::kGenericSecret, KeyMode::kHkdf, wire::kDerive)),
      Status::kOk);
  EXPECT_EQ(
      check_derivation_key(fill(slot, KeyType::kGenericSecret, KeyMode::kHkdf, wire::Usage{})),
      Status::kWrongKeyUsage);
  EXPECT_EQ(
      check_derivation_key(fill(slot, KeyType::kGenericSecret, KeyMode::kHmac, wire::kGenerateMac)),
      Status::kWrongModeOfOperation);
  for (const auto type : {KeyType::kAes128, KeyType::kAes256}) {
    EXPECT_EQ(check_derivation_key(fill(slot, type, KeyMode::kCcmStar, wire::kEncrypt)),
              Status::kWrongKeyType);
  }
}

// Section 8.1.
TEST(KeyInTheCommand, IsForHkdfAndOf16To32Bytes) {
  for (std::size_t size = 0; size <= 64; ++size) {
    const bool in_range = size >= 16 && size <= 32;
    EXPECT_EQ(check_key_in_command(wire::KeyMode::kHkdf, size),
              in_range ? Status::kOk : Status::kValueOutOfRange);
    EXPECT_EQ(check_key_in_command(wire::KeyMode::kHmac, size), Status::kWrongModeOfOperation);
  }
}

TEST(DeriveSteps, AreExtractOrExpandOrBoth) {
  for (unsigned steps = 0; steps <= 0xFF; ++steps) {
    const bool known = steps >= 1 && steps <= 3;
    EXPECT_EQ(check_steps(wire::DeriveSteps{static_cast<std::uint8_t>(steps)}),
              known ? Status::kOk : Status::kValueOutOfRange);
  }
}

// Section 8.3: bit 0 of the input key's flags.
TEST(KeyForTheHost, NeedsTheFlagOfTheInputKey) {
  for (unsigned flags = 0; flags <= 0xFF; ++flags) {
    const auto of_input = static_cast<std::uint8_t>(flags);
    const bool may = (flags & 1) != 0;
    EXPECT_EQ(check_key_for_host(of_input, 1), may ? Status::kOk : Status::kCommandNotAuthorized);
    EXPECT_EQ(check_key_for_host(of_input, 0),
              may ? Status::kValueOutOfRange : Status::kCommandNotAuthorized);
  }
}

}  // namespace
}  // namespace stsafe::sim
