#pragma once

#include "stsafe/host/device.h"
#include "stsafe/host/nonce.h"
#include "stsafe/host/tag_size.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// What a new CCM* key shall be.
struct CcmStarKeyOptions {
  wire::KeyType type = wire::KeyType::kAes256;
  TagSize tag{};
  wire::Usage usage = wire::kEncrypt | wire::kDecrypt;
  wire::Lock lock = wire::Lock::kUnlocked;
  wire::CounterPlacement counter{};
};

/// The key information of a new CCM* key. UsageError::kInconsistentKey if the options do not fit
/// together: an AES key, usages of the cipher, a counter offset of at most 9.
Result<wire::KeyInfo> ccm_star_key_info(wire::SlotNumber slot, const CcmStarKeyOptions& options);

/// AES-CCM* with a key inside the chip. For messages that do not fit one command (about 700 bytes)
/// there is sealed_message.h.
class CcmStarKey {
 public:
  /// Asks the chip which key is in the slot. UsageError::kSlotHasNoSuchKey if it is empty or
  /// of another mode, Status::kEntryNotFound if there is no such slot.
  static Result<CcmStarKey> open(Device& device, wire::SlotNumber slot);
  /// For a key that the caller knows, for example because it has just been written.
  CcmStarKey(Device& device, const wire::KeyInfo& info)
      : device_(&device),
        slot_(info.slot),
        tag_size_(info.key.parameter),
        counter_(info.key.counter) {}

  Device& device() const { return *device_; }
  wire::SlotNumber slot() const { return slot_; }
  std::size_t tag_size() const { return tag_size_; }
  bool has_counter() const { return counter_.present(); }
  wire::CounterPlacement counter() const { return counter_; }

  /// Encrypts with the next nonce of the source and returns that nonce, which must travel with
  /// the message. `ciphertext` is as long as `plaintext` and may be the same memory; `tag` has the
  /// key's tag size (UsageError::kWrongSize otherwise). LinkError::kFrameTooLong for a message that
  /// does not fit one command.
  Result<Nonce> encrypt(NonceSource& nonces, ByteView associated_data, ByteView plaintext,
                        ByteSpan ciphertext, ByteSpan tag);

  /// Encrypts with a nonce that the caller vouches for. Returns the nonce that was really used:
  /// with a counter key the chip puts its counter into it.
  Result<Nonce> encrypt_with(const Nonce& nonce, ByteView associated_data, ByteView plaintext,
                             ByteSpan ciphertext, ByteSpan tag);

  /// Decrypts and verifies. CryptoError::kNotAuthentic if the chip says that the tag is wrong:
  /// `plaintext` is then not touched. With a tag of 0 bytes nothing is verified.
  Result<void> decrypt(const Nonce& nonce, ByteView associated_data, ByteView ciphertext,
                       ByteView tag, ByteSpan plaintext);

 private:
  Device* device_;
  wire::SlotNumber slot_;
  std::uint8_t tag_size_;
  wire::CounterPlacement counter_;
};

}  // namespace stsafe::host
