#pragma once

#include "stsafe/sim/state/nvm.h"

namespace stsafe::sim {

/// A personalisation: the state in which a device leaves the factory.
struct Profile {
  Fixed<3> mask_identification{};
  /// The last two bytes of the serial number; the seven before are the device's own.
  Fixed<2> product_bytes{};
  std::uint8_t i2c_address = 0;
  wire::LifeCycle life_cycle = wire::LifeCycle::kOperational;
  CommandRules commands;
  wire::HostKeyControlFields host_key_control{};
  std::size_t num_symmetric_slots = 0;
  std::array<wire::SlotControlFields, kMaxSymmetricSlots> symmetric_control{};

  friend bool operator==(const Profile&, const Profile&) = default;
};

inline constexpr std::size_t kUniqueSerialSize = 7;

/// Writes the state of a factory-fresh device with the given unique part of its serial number.
void personalise(const Profile& profile, const Fixed<kUniqueSerialSize>& unique_serial, Nvm& nvm);

}  // namespace stsafe::sim
