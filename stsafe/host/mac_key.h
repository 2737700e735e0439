#pragma once

#include "stsafe/host/device.h"
#include "stsafe/host/tag_size.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// The longest MACs: 16 bytes of a CMAC key, 32 of an HMAC key.
inline constexpr std::size_t kMaxCmacSize = 16;
inline constexpr std::size_t kMaxHmacSize = 32;

/// What a new key for MACs shall be.
struct MacKeyOptions {
  /// An AES type makes a CMAC key, kGenericSecret an HMAC-SHA-256 key.
  wire::KeyType type = wire::KeyType::kAes256;
  std::uint8_t secret_size = 32;  ///< HMAC only: bytes of the key, 16 to 32
  /// The chip verifies no MAC of fewer bytes. Up to 16 for CMAC, 32 for HMAC.
  std::uint8_t least_mac_size = 16;
  wire::Usage usage = wire::kGenerateMac | wire::kVerifyMac;
  wire::Lock lock = wire::Lock::kUnlocked;
};

/// The key information of a new key for MACs. UsageError::kInconsistentKey if the options do not
/// fit together.
Result<wire::KeyInfo> mac_key_info(wire::SlotNumber slot, const MacKeyOptions& options);

/// AES-CMAC or HMAC-SHA-256 with a key inside the chip (protocol part 02, section 6.7). A MAC is
/// the leftmost bytes of the whole one; how many is the size of the buffer: 8 or 16 for CMAC, 16 to
/// 32 for HMAC, and 2 or 4 for CMAC if the caller accepts that a forger succeeds once in 65,536 or
/// 2³² tries. A message may have about 740 bytes (LinkError::kFrameTooLong above).
class MacKey {
 public:
  /// Asks the chip which key is in the slot. UsageError::kSlotHasNoSuchKey if it is empty or of
  /// another mode, Status::kEntryNotFound if there is no such slot.
  static Result<MacKey> open(Device& device, wire::SlotNumber slot);
  /// For a key that the caller knows, for example because it has just been written.
  MacKey(Device& device, const wire::KeyInfo& info)
      : device_(&device), slot_(info.slot), mode_(info.key.mode) {}

  wire::KeyMode mode() const { return mode_; }

  /// Fills `mac`. UsageError::kWrongSize for a size that the mode does not have, kWeakTag for one
  /// below 8 bytes; Status::kWrongKeyUsage if the key may not do this.
  Result<void> generate(ByteView message, ByteSpan mac);
  Result<void> generate(ByteView message, ByteSpan mac, AcceptWeakTag accept);

  /// Makes the chip verify a MAC. CryptoError::kNotAuthentic if it is not the message's;
  /// Status::kWrongMacLength if it is shorter than the key demands; else as above.
  Result<void> verify(ByteView message, ByteView mac);
  Result<void> verify(ByteView message, ByteView mac, AcceptWeakTag accept);

 private:
  Device* device_;
  wire::SlotNumber slot_;
  wire::KeyMode mode_;
};

}  // namespace stsafe::host
