#pragma once

#include "stsafe/host/device.h"
#include "stsafe/host/iv.h"
#include "stsafe/host/tag_size.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// The size of a GCM authentication tag: 16 bytes unless asked otherwise.
class GcmTagSize {
 public:
  constexpr GcmTagSize() = default;

  /// 8 or 12 to 16 bytes. UsageError::kWeakTag for 4, kOutOfRange for anything else. SP 800-38D,
  /// appendix C, limits how often tags of 8 bytes may be used.
  static constexpr Result<GcmTagSize> of(std::size_t bytes) {
    if (bytes == 4) return UsageError::kWeakTag;
    return of(bytes, AcceptWeakTag{});
  }
  /// 4, 8 or 12 to 16 bytes. UsageError::kOutOfRange for anything else.
  static constexpr Result<GcmTagSize> of(std::size_t bytes, AcceptWeakTag) {
    if (bytes != 4 && bytes != 8 && (bytes < 12 || bytes > 16)) return UsageError::kOutOfRange;
    return GcmTagSize{static_cast<std::uint8_t>(bytes)};
  }
  constexpr std::uint8_t bytes() const { return bytes_; }

 private:
  constexpr explicit GcmTagSize(std::uint8_t bytes) : bytes_(bytes) {}
  std::uint8_t bytes_ = 16;
};

/// What a new GCM key shall be.
struct GcmKeyOptions {
  wire::KeyType type = wire::KeyType::kAes256;
  GcmTagSize tag{};
  wire::Usage usage = wire::kEncrypt | wire::kDecrypt;
  wire::Lock lock = wire::Lock::kUnlocked;
};

/// The key information of a new GCM key. UsageError::kInconsistentKey if the options do not fit
/// together: an AES key, usages of the cipher.
Result<wire::KeyInfo> gcm_key_info(wire::SlotNumber slot, const GcmKeyOptions& options);

/// AES-GCM and GMAC with a key inside the chip. For messages that do not fit one command (about 700
/// bytes; LinkError::kFrameTooLong) there is sealed_message.h.
class GcmKey {
 public:
  /// Asks the chip which key is in the slot. UsageError::kSlotHasNoSuchKey if it is empty or of
  /// another mode, Status::kEntryNotFound if there is no such slot.
  static Result<GcmKey> open(Device& device, wire::SlotNumber slot);
  /// For a key that the caller knows, for example because it has just been written.
  GcmKey(Device& device, const wire::KeyInfo& info)
      : device_(&device), slot_(info.slot), tag_size_(info.key.parameter) {}

  Device& device() const { return *device_; }
  wire::SlotNumber slot() const { return slot_; }
  std::size_t tag_size() const { return tag_size_; }

  /// Encrypts with the next IV of the sequence and returns that IV, which must travel with the
  /// message. `ciphertext` is as long as `plaintext` and may be the same memory; `tag` has the
  /// key's tag size (UsageError::kWrongSize otherwise).
  Result<Iv> encrypt(IvSequence& ivs, ByteView associated_data, ByteView plaintext,
                     ByteSpan ciphertext, ByteSpan tag);
  /// Encrypts with an IV that the caller vouches for.
  Result<void> encrypt_with(const Iv& iv, ByteView associated_data, ByteView plaintext,
                            ByteSpan ciphertext, ByteSpan tag);
  /// Decrypts and verifies. CryptoError::kNotAuthentic if the chip says that the tag is wrong:
  /// `plaintext` is then not touched.
  Result<void> decrypt(const Iv& iv, ByteView associated_data, ByteView ciphertext, ByteView tag,
                       ByteSpan plaintext);

  /// Computes the GMAC of a message: GCM with that as associated data, and nothing to encrypt.
  /// Returns the IV, which must travel with the message. `mac` has the key's tag size.
  Result<Iv> compute_gmac(IvSequence& ivs, ByteView message, ByteSpan mac) {
    return encrypt(ivs, message, {}, {}, mac);
  }
  /// Computes the GMAC with an IV that the caller vouches for.
  Result<void> compute_gmac_with(const Iv& iv, ByteView message, ByteSpan mac) {
    return encrypt_with(iv, message, {}, {}, mac);
  }
  /// Verifies a GMAC. CryptoError::kNotAuthentic if the chip says that it is wrong.
  Result<void> verify_gmac(const Iv& iv, ByteView message, ByteView mac) {
    return decrypt(iv, message, {}, mac, {});
  }

 private:
  Device* device_;
  wire::SlotNumber slot_;
  std::uint8_t tag_size_;
};

}  // namespace stsafe::host
