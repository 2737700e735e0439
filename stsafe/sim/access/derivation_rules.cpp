#include "stsafe/sim/access/derivation_rules.h"

#include "stsafe/sim/access/key_rules.h"

namespace stsafe::sim {

Status check_derivation_key(const SymmetricSlot& slot) {
  if (!slot.present) return Status::kKeyNotFound;
  if (slot.key.type != wire::KeyType::kGenericSecret) return Status::kWrongKeyType;
  if (slot.key.mode != wire::KeyMode::kHkdf) return Status::kWrongModeOfOperation;
  return includes(slot.key.usage, wire::kDerive) ? Status::kOk : Status::kWrongKeyUsage;
}

std::optional<wire::SlotNumber> choose_slot(const Nvm& nvm, const SlotSet& taken) {
  std::optional<wire::SlotNumber> unlocked;
  for (std::size_t i = 0; i < nvm.num_symmetric_slots; ++i) {
    const wire::SlotNumber number{static_cast<std::uint8_t>(i)};
    const Provisioning how{ProvisioningMethod::kDerived};
    if (taken[i] || check_provisioning(nvm.symmetric_control[i], how) != Status::kOk) continue;
    const auto& slot = nvm.symmetric[i];
    if (!slot.present) return number;
    if (!unlocked && check_overwrite(slot.key.lock) == Status::kOk) unlocked = number;
  }
  return unlocked;
}

}  // namespace stsafe::sim
