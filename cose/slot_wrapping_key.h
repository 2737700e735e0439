#pragma once

#include "cose/wrapping_key.h"
#include "stsafe/host/ecb_key.h"

namespace stsafe::cose {

/// A key-encryption key in an ECB slot of the chip: AES key wrap (RFC 3394, section 2.2) with the
/// chip's block cipher, so that the key never leaves the chip and yet whoever provisioned it can
/// wrap for this chip with any implementation of RFC 3394.
///
/// One command per step: 12 for a content key of 16 bytes, 24 for one of 32. Unwrapping needs
/// wire::kDecrypt, wrapping wire::kEncrypt. Whoever can give the chip ECB commands for this slot
/// can unwrap, too; on the bus between host and chip, content keys show themselves unless the
/// answers of Decrypt are encrypted.
class SlotWrappingKey final : public WrappingKey {
 public:
  /// `type` is that of the key in the slot: wire::KeyType::kAes128 or kAes256.
  SlotWrappingKey(const host::EcbKey& key, wire::KeyType type) : key_(key), type_(type) {}

  std::size_t size() const override { return type_ == wire::KeyType::kAes128 ? 16 : 32; }
  /// UsageError::kWrongSize if a size is none that WrappingKey has.
  stsafe::Result<void> wrap(ByteView plain, ByteSpan wrapped) override;
  stsafe::Result<void> unwrap(ByteView wrapped, ByteSpan plain) override;

 private:
  host::EcbKey key_;
  wire::KeyType type_;
};

}  // namespace stsafe::cose
