#pragma once

#include "stsafe/crypto/provider.h"
#include "stsafe/sim/state/nvm.h"

namespace stsafe::sim {

/// A private key slot as it leaves the factory.
struct PrivateKeySlotProfile {
  wire::ModeOfOperation mode{};
  std::optional<Curve> curve{};  ///< of the key pair of its own that each device gets, if any

  friend bool operator==(const PrivateKeySlotProfile&, const PrivateKeySlotProfile&) = default;
};

/// A personalisation: the state in which a device leaves the factory.
struct Profile {
  Fixed<3> mask_identification{};
  /// The last two bytes of the serial number; the seven before are the device's own.
  Fixed<2> product_bytes{};
  std::uint8_t i2c_address = 0;
  std::optional<Fixed<wire::kPasswordSize>> password{};
  wire::LifeCycle life_cycle = wire::LifeCycle::kOperational;
  CommandRules commands;
  wire::HostKeyControlFields host_key_control{};
  std::size_t num_symmetric_slots = 0;
  std::array<wire::SlotControlFields, kMaxSymmetricSlots> symmetric_control{};
  Zones zones{};  ///< with their content; they must fit the partition
  /// Which zone begins with the device's certificate, if it has one.
  std::optional<wire::ZoneNumber> certificate_zone{};

  std::size_t num_private_keys = 0;
  std::array<PrivateKeySlotProfile, kMaxPrivateKeySlots> private_keys{};
  std::size_t num_public_keys = 0;
  std::array<wire::PublicKeyFlags, kMaxPublicKeySlots> public_key_flags{};

  friend bool operator==(const Profile&, const Profile&) = default;
};

inline constexpr std::size_t kUniqueSerialSize = 7;

/// Writes the state of a factory-fresh device with the given unique part of its serial number, but
/// for its key pairs.
void personalise(const Profile& profile, const Fixed<kUniqueSerialSize>& unique_serial, Nvm& nvm);

/// Makes the key pairs that the profile wants in private key slots. That of slot 0 is the device's
/// identity: `nvm.private_keys[0].pair.public_key` belongs into its certificate.
Result<void> generate_device_keys(const Profile& profile, const crypto::Provider& crypto, Nvm& nvm);

}  // namespace stsafe::sim
