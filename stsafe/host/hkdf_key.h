#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/commands/derive_keys.h"

namespace stsafe::host {

/// The salt of a derivation: none, bytes, or the secret of a slot.
class Salt {
 public:
  constexpr Salt() = default;
  constexpr explicit Salt(ByteView bytes) : salt_{.bytes = bytes} {}
  constexpr explicit Salt(wire::SlotNumber slot)
      : salt_{.source = wire::KeySource::kSlot, .slot = slot} {}
  constexpr const wire::DeriveSalt& wire() const { return salt_; }

 private:
  wire::DeriveSalt salt_{};
};

/// One key of a derivation and where it goes.
class DerivedKey {
 public:
  /// To the host, as many bytes as the buffer has.
  static constexpr DerivedKey to_host(ByteSpan key) {
    DerivedKey derived;
    derived.buffer_ = key;
    derived.wire_.size = static_cast<std::uint16_t>(key.size());
    return derived;
  }
  /// To a slot, which the chip chooses among those whose control fields allow derived keys: the
  /// first empty one, or else the first one that is unlocked, whose key is then lost.
  static constexpr DerivedKey to_slot(const wire::KeyDescription& key) {
    DerivedKey derived;
    derived.wire_ = {.destination = wire::DerivedKey::Destination::kSlot, .key = key};
    return derived;
  }
  /// After a derivation: the slot that a key for a slot went to.
  constexpr wire::SlotNumber slot() const { return slot_; }

 private:
  friend class HkdfKey;
  constexpr DerivedKey() = default;
  constexpr bool goes_to_slot() const {
    return wire_.destination == wire::DerivedKey::Destination::kSlot;
  }
  /// Bytes of the chip's answer.
  constexpr std::size_t answer_size() const { return goes_to_slot() ? 1 : buffer_.size(); }

  wire::DerivedKey wire_{};
  ByteSpan buffer_{};
  wire::SlotNumber slot_{};
};

/// HKDF-SHA-256 in the chip (RFC 5869; protocol part 02, section 8). The input is a secret in a
/// slot, which never leaves it, or one of the caller's.
///
/// Errors of the chip: Status::kKeyNotFound, kWrongKeyType, kWrongModeOfOperation, kWrongKeyUsage
/// for a slot without a secret that may derive; kCommandNotAuthorized if what is derived from it
/// may not go to the host; kBoundaryExceeded if there is no slot for a derived key. No command is
/// repeated after a lost answer: a key may then be in a slot that the host does not know.
class HkdfKey {
 public:
  /// Asks the chip which key is in the slot. UsageError::kSlotHasNoSuchKey if it is empty or of
  /// another mode, Status::kEntryNotFound if there is no such slot.
  static Result<HkdfKey> open(Device& device, wire::SlotNumber slot);
  /// For a slot that the caller knows.
  HkdfKey(Device& device, wire::SlotNumber slot)
      : device_(&device), input_{.source = wire::KeySource::kSlot, .slot = slot} {}
  /// For a secret of the caller's, 16 to 32 bytes, which must outlive this object
  /// (UsageError::kWrongSize for other sizes, when it is used). It crosses the bus in the clear
  /// unless the chip demands encryption.
  HkdfKey(Device& device, ByteView secret)
      : device_(&device), input_{.source = wire::KeySource::kCommand, .key = secret} {}

  /// Fills `key` with bytes that depend on secret, salt and info (extract, then expand). `salt`
  /// and `info` together have at most about 700 bytes (LinkError::kFrameTooLong above).
  Result<void> derive(const Salt& salt, ByteView info, ByteSpan key);
  /// Derives up to 32 keys at once: consecutive pieces of one expansion, so that which key comes
  /// first matters. UsageError::kWrongSize for none, for more, and for empty ones.
  Result<void> derive(const Salt& salt, ByteView info, std::span<DerivedKey> keys);

  /// Makes the chip keep the pseudo-random key (PRK) that belongs to a salt in a slot of its
  /// choice, from which expand() derives. Erase it when it is no longer needed (erase_key), or the
  /// slots are soon used up (trap T-13).
  Result<wire::SlotNumber> extract(const Salt& salt);

  /// Fills `key`, where this secret is a PRK: it has 32 bytes.
  Result<void> expand(ByteView info, ByteSpan key);
  /// As derive() of several keys, where this secret is a PRK.
  Result<void> expand(ByteView info, std::span<DerivedKey> keys);

  /// Derives the two keys that the vendor's library calls session keys: salt is the session number,
  /// four bytes big-endian, info "ENC" and "MAC". Leaves nothing in a slot, unlike that library.
  Result<void> derive_session_keys(std::uint32_t session, ByteSpan encryption_key,
                                   ByteSpan mac_key);

 private:
  Result<void> check_secret() const;
  Result<void> run(const wire::DeriveKeys& steps, std::span<DerivedKey> keys);

  Device* device_;
  wire::DeriveInput input_;
};

}  // namespace stsafe::host
