#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// What a new ECB key shall be.
struct EcbKeyOptions {
  wire::KeyType type = wire::KeyType::kAes256;
  wire::Usage usage = wire::kEncrypt | wire::kDecrypt;
  wire::Lock lock = wire::Lock::kUnlocked;
};

/// The key information of a new ECB key. UsageError::kInconsistentKey if the options do not fit
/// together: an AES key, for encryption and decryption only.
Result<wire::KeyInfo> ecb_key_info(wire::SlotNumber slot, const EcbKeyOptions& options);

/// AES-ECB with a key inside the chip: each block alone. Equal blocks give equal ciphertext and
/// nothing is authenticated, so that it protects no message by itself; take CCM* or GCM for that.
class EcbKey {
 public:
  /// Asks the chip which key is in the slot. UsageError::kSlotHasNoSuchKey if it is empty or of
  /// another mode, Status::kEntryNotFound if there is no such slot.
  static Result<EcbKey> open(Device& device, wire::SlotNumber slot);
  /// For a key that the caller knows, for example because it has just been written.
  EcbKey(Device& device, const wire::KeyInfo& info) : device_(&device), slot_(info.slot) {}

  /// Encrypts blocks of 16 bytes, any number of them but none: what does not fit one command
  /// travels in several. `ciphertext` is as long as `plaintext` and may be the same memory;
  /// UsageError::kWrongSize otherwise. After any other error it may be written in part.
  Result<void> encrypt(ByteView plaintext, ByteSpan ciphertext);
  /// Decrypts, the same way.
  Result<void> decrypt(ByteView ciphertext, ByteSpan plaintext);

 private:
  Device* device_;
  wire::SlotNumber slot_;
};

}  // namespace stsafe::host
