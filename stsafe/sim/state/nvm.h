#pragma once

#include "stsafe/channel/protection.h"
#include "stsafe/sim/state/local_envelope.h"
#include "stsafe/sim/state/password.h"
#include "stsafe/sim/state/private_keys.h"
#include "stsafe/sim/state/public_keys.h"
#include "stsafe/sim/state/zones.h"
#include "stsafe/wire/authorization.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/host_key.h"
#include "stsafe/wire/i2c_parameters.h"
#include "stsafe/wire/symmetric_key.h"

// What the chip keeps without power. Values only; who may change what is said elsewhere.
namespace stsafe::sim {

inline constexpr std::size_t kMaxSymmetricSlots = 16;
inline constexpr std::size_t kMaxCommandRules = 45;
inline constexpr std::size_t kMaxProductDataSize = 96;

struct Identity {
  Fixed<kMaxProductDataSize> product_data{};  ///< the entries as answered (part 04, section 1.7)
  std::size_t product_data_size = 0;
  std::uint8_t delivered_i2c_address = 0x20;  ///< before anybody put I2C parameters
};

struct CommandRules {
  wire::QueryCommandAuthorization::Response::ChangeRights change_rights{};
  std::array<wire::CommandRule, kMaxCommandRules> rules{};
  std::size_t num_rules = 0;

  /// A command that is not listed is free.
  wire::CommandRule find(wire::Opcode opcode) const;
  friend bool operator==(const CommandRules&, const CommandRules&) = default;
};

struct HostKeySlot {
  bool present = false;
  wire::HostKeyType type{};
  channel::HostKeys keys;
  wire::SequenceCounter counter{};
  std::uint8_t num_wrong_macs = 0;
};

struct SymmetricSlot {
  bool present = false;
  wire::KeyDescription key{};
  Secret<32> value;
  std::uint32_t counter = 0;   ///< the next value of a CCM* key with counter
  bool counter_spent = false;  ///< the last value was used

  void clear();
};

struct Nvm {
  Identity identity;
  wire::LifeCycle life_cycle = wire::LifeCycle::kOperational;
  wire::I2cParameters i2c;
  Password password;
  CommandRules commands;
  wire::HostKeyControlFields host_key_control;
  HostKeySlot host_key;
  std::size_t num_symmetric_slots = 0;
  std::array<wire::SlotControlFields, kMaxSymmetricSlots> symmetric_control;
  std::array<SymmetricSlot, kMaxSymmetricSlots> symmetric;
  std::array<LocalEnvelopeKey, kNumLocalEnvelopeSlots> local_envelope;
  std::size_t num_private_keys = 0;
  std::array<PrivateKeySlot, kMaxPrivateKeySlots> private_keys;
  std::size_t num_public_keys = 0;
  std::array<PublicKeySlot, kMaxPublicKeySlots> public_keys;
  Zones zones;
};

/// The parts in which stored state changes. How a kind is laid out, and what a new one needs, says
/// record_layout.h. The numbers are in files: none is changed or used again.
enum class RecordKind : std::uint8_t {
  kIdentity = 1,
  kLifeCycle = 2,
  kCommands = 3,
  kHostKeyControl = 4,
  kHostKey = 5,
  kSymmetricControl = 6,  ///< one record a slot
  kSymmetricSlot = 7,     ///< one record a slot
  kTableSizes = 8,        ///< how many slots there are: set by the personalisation
  kZone = 9,              ///< one record a zone: all but its data
  kZonePage = 10,         ///< the zones' data, in pages
  kLocalEnvelope = 11,    ///< one record a slot
  kPrivateKey = 13,       ///< one record a slot
  kPublicKey = 14,        ///< one record a slot
  kI2cParameters = 16,
  kPassword = 17,
};

struct RecordId {
  RecordKind kind{};
  std::uint8_t index = 0;
  friend constexpr bool operator==(RecordId, RecordId) = default;
};

}  // namespace stsafe::sim
