#pragma once

#include "stsafe/wire/message.h"

// Key information and slot records of the symmetric key table, protocol part 02 section 1.
namespace stsafe::wire {

using SlotNumber = Strong<std::uint8_t, struct SlotNumberTag>;

enum class KeyType : std::uint8_t { kAes128 = 0, kAes256 = 1, kGenericSecret = 2 };
enum class KeyMode : std::uint8_t {
  kCcmStar = 0,
  kCmac = 1,
  kEcb = 2,
  kGcm = 3,
  kHkdf = 4,
  kHmac = 5,
};
/// Whether a key in a slot may be overwritten or erased.
enum class Lock : std::uint8_t {
  kUnlocked = 0,  ///< overwrite and erase
  kLocked = 1,    ///< neither
  kErasable = 2,  ///< erase only
};

/// What a key may be used for: a set of bits.
using Usage = Strong<std::uint16_t, struct UsageTag>;
inline constexpr Usage kVerifyMac{0x0001};
inline constexpr Usage kGenerateMac{0x0002};
inline constexpr Usage kDecrypt{0x0004};
inline constexpr Usage kEncrypt{0x0008};
inline constexpr Usage kDecryptChunks{0x0010};
inline constexpr Usage kEncryptChunks{0x0020};
inline constexpr Usage kDerive{0x0040};
constexpr Usage operator|(Usage a, Usage b) {
  return Usage{static_cast<std::uint16_t>(a.raw() | b.raw())};
}
constexpr bool includes(Usage set, Usage wanted) {
  return (set.raw() & wanted.raw()) == wanted.raw();
}

/// Where the chip puts its own four-byte counter into a CCM* nonce.
class CounterPlacement {
 public:
  constexpr CounterPlacement() = default;
  /// The counter replaces nonce bytes offset … offset + 3; the documents allow offsets 0 to 9.
  static constexpr CounterPlacement at(std::uint8_t offset) {
    return from_wire(static_cast<std::uint8_t>(0x80 | offset));
  }
  static constexpr CounterPlacement from_wire(std::uint8_t raw) {
    CounterPlacement placement;
    placement.raw_ = raw;
    return placement;
  }
  constexpr bool present() const { return (raw_ & 0x80) != 0; }
  constexpr std::uint8_t offset() const { return raw_ & 0x7F; }
  constexpr std::uint8_t wire() const { return raw_; }
  friend constexpr bool operator==(CounterPlacement, CounterPlacement) = default;

 private:
  std::uint8_t raw_ = 0;
};

/// What a key is, without its slot: "key description" where the chip chooses the slot, "key
/// information" with the slot number after the lock.
struct KeyDescription {
  Lock lock = Lock::kUnlocked;
  KeyType type = KeyType::kAes256;
  KeyMode mode = KeyMode::kCcmStar;
  Usage usage{};
  std::uint8_t parameter = 0;  ///< CCM* and GCM: tag size; CMAC, HMAC: least MAC size; HKDF: flags
  CounterPlacement counter{};  ///< CCM* only
  std::uint8_t secret_size = 0;  ///< generic secrets only (HKDF, HMAC): 16 to 32 bytes

  /// Bytes of the key itself. 0 for an unknown type.
  constexpr std::size_t key_size() const {
    switch (type) {
      case KeyType::kAes128: return 16;
      case KeyType::kAes256: return 32;
      case KeyType::kGenericSecret: return secret_size;
    }
    return 0;
  }
  friend constexpr bool operator==(const KeyDescription&, const KeyDescription&) = default;
};

/// How many parameter bytes follow mode and usage in key information: ECB 0, CMAC and GCM 1, the
/// others 2.
constexpr std::size_t num_parameters(KeyMode mode) {
  switch (mode) {
    case KeyMode::kEcb: return 0;
    case KeyMode::kCmac:
    case KeyMode::kGcm: return 1;
    case KeyMode::kCcmStar:
    case KeyMode::kHkdf:
    case KeyMode::kHmac: return 2;
  }
  return 0;
}

/// Key information: what is written and where.
struct KeyInfo {
  SlotNumber slot{};
  KeyDescription key{};
};

/// Bytes of key information: lock, slot, type, mode, usage (2), parameters.
constexpr std::size_t key_info_size(KeyMode mode) { return 6 + num_parameters(mode); }
inline constexpr std::size_t kMaxKeyInfoSize = 8;

namespace detail {

/// What comes after lock and slot.
constexpr void encode_from_type(Writer& w, const KeyDescription& key) {
  encode(w, key.type);
  encode(w, key.mode);
  encode(w, key.usage);
  const auto count = num_parameters(key.mode);
  if (count > 0) w.put(key.parameter);
  if (count > 1) w.put(key.mode == KeyMode::kCcmStar ? key.counter.wire() : key.secret_size);
}

constexpr void decode_from_type(Reader& r, KeyDescription& key) {
  decode(r, key.type);
  decode(r, key.mode);
  decode(r, key.usage);
  const auto count = num_parameters(key.mode);
  if (count > 0) key.parameter = r.take<std::uint8_t>();
  if (count > 1) {
    const auto second = r.take<std::uint8_t>();
    if (key.mode == KeyMode::kCcmStar) {
      key.counter = CounterPlacement::from_wire(second);
    } else {
      key.secret_size = second;
    }
  }
}

}  // namespace detail

constexpr void encode(Writer& w, const KeyDescription& key) {
  encode(w, key.lock);
  detail::encode_from_type(w, key);
}
constexpr void decode(Reader& r, KeyDescription& key) {
  decode(r, key.lock);
  detail::decode_from_type(r, key);
}

constexpr void encode(Writer& w, const KeyInfo& info) {
  encode(w, info.key.lock);
  encode(w, info.slot);
  detail::encode_from_type(w, info.key);
}
constexpr void decode(Reader& r, KeyInfo& info) {
  decode(r, info.key.lock);
  decode(r, info.slot);
  detail::decode_from_type(r, info.key);
}

/// What the symmetric key table says of one slot.
struct SlotRecord {
  bool present = false;
  KeyDescription key{};  ///< only if present; without secret size unless the chip sends it
  std::uint32_t counter_value = 0;  ///< only for CCM* keys with a counter
};

/// How many parameter bytes the chip sends for HKDF and HMAC slots. Not settled by the documents
/// (trap T-5 of part 02): none is what the vendor's library understands.
enum class SecretParameters : std::uint8_t { kNone = 0, kOne = 1, kTwo = 2 };

constexpr void encode(Writer& w, const SlotRecord& record, SecretParameters secrets) {
  if (!record.present) return w.put(std::uint8_t{0});
  const auto& key = record.key;
  w.put(static_cast<std::uint8_t>(1 | (std::to_underlying(key.lock) << 1)));
  encode(w, key.type);
  encode(w, key.mode);
  encode(w, key.usage);
  switch (key.mode) {
    case KeyMode::kEcb: break;
    case KeyMode::kCmac:
    case KeyMode::kGcm: w.put(key.parameter); break;
    case KeyMode::kCcmStar:
      w.put(key.parameter);
      w.put(key.counter.wire());
      if (key.counter.present()) w.put(record.counter_value);
      break;
    case KeyMode::kHkdf:
    case KeyMode::kHmac:
      if (secrets >= SecretParameters::kOne) w.put(key.parameter);
      if (secrets >= SecretParameters::kTwo) w.put(key.secret_size);
      break;
  }
}

constexpr void decode(Reader& r, SlotRecord& record, SecretParameters secrets) {
  record = {};
  const auto flags = r.take<std::uint8_t>();
  if ((flags & 1) == 0) return;
  record.present = true;
  auto& key = record.key;
  key.lock = static_cast<Lock>((flags >> 1) & 3);
  decode(r, key.type);
  decode(r, key.mode);
  decode(r, key.usage);
  switch (key.mode) {
    case KeyMode::kEcb: break;
    case KeyMode::kCmac:
    case KeyMode::kGcm: key.parameter = r.take<std::uint8_t>(); break;
    case KeyMode::kCcmStar:
      key.parameter = r.take<std::uint8_t>();
      key.counter = CounterPlacement::from_wire(r.take<std::uint8_t>());
      if (key.counter.present()) record.counter_value = r.take<std::uint32_t>();
      break;
    case KeyMode::kHkdf:
    case KeyMode::kHmac:
      if (secrets >= SecretParameters::kOne) key.parameter = r.take<std::uint8_t>();
      if (secrets >= SecretParameters::kTwo) key.secret_size = r.take<std::uint8_t>();
      break;
    default: r.fail(LinkError::kMalformedField);
  }
}

/// The provisioning control fields of a symmetric key slot (part 02, section 2).
struct SlotControlFields {
  std::uint8_t flags = 0;
  std::uint8_t wrapped_authentication_key = kNoKey;  ///< public-key slot, or kNoKey
  std::uint8_t ecdhe_authentication_key = kNoKey;    ///< public-key slot, or kNoKey

  static constexpr std::uint8_t kNoKey = 0xFF;
  static constexpr std::uint8_t kEcdheAnonymous = 0x01;
  static constexpr std::uint8_t kWrappedAnonymous = 0x02;
  static constexpr std::uint8_t kPutKey = 0x04;
  static constexpr std::uint8_t kChangeRight = 0x08;
  static constexpr std::uint8_t kPlaintext = 0x10;
  static constexpr std::uint8_t kDerived = 0x20;

  constexpr bool allows(std::uint8_t flag) const { return (flags & flag) != 0; }
  friend constexpr bool operator==(const SlotControlFields&, const SlotControlFields&) = default;
};

template <>
inline constexpr std::size_t kFixedSize<SlotControlFields> = 3;
constexpr void encode(Writer& w, const SlotControlFields& fields) {
  w.put(fields.flags);
  w.put(fields.wrapped_authentication_key);
  w.put(fields.ecdhe_authentication_key);
}
constexpr void decode(Reader& r, SlotControlFields& fields) {
  fields.flags = r.take<std::uint8_t>();
  fields.wrapped_authentication_key = r.take<std::uint8_t>();
  fields.ecdhe_authentication_key = r.take<std::uint8_t>();
}

}  // namespace stsafe::wire
