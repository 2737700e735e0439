#pragma once

#include "stsafe/wire/message.h"

// The data partition, protocol part 03 sections 7.1, 7.2 and 7.4.
namespace stsafe::wire {

using ZoneNumber = Strong<std::uint8_t, struct ZoneNumberTag>;
/// A place inside a zone's data segment; the counter is not part of that.
using ZoneOffset = Strong<std::uint16_t, struct ZoneOffsetTag>;
/// A number of bytes of a data segment.
using ZoneLength = Strong<std::uint16_t, struct ZoneLengthTag>;
/// The value of a counter zone, or what is taken off it.
using Count = Strong<std::uint32_t, struct CountTag>;

enum class ZoneType : std::uint8_t { kData = 0, kCounter = 1 };

/// When a zone may be read or changed. From lax to strict; 2 to 5 have no meaning.
enum class ZoneAccess : std::uint8_t {
  kAlways = 0,
  kHost = 1,         ///< the command carries a right C-MAC of the host session
  kAuthAndHost = 6,  ///< and the chip has verified an entity's signature since its reset
  kNever = 7,
};
constexpr bool is_known(ZoneAccess access) {
  return access == ZoneAccess::kAlways || access == ZoneAccess::kHost ||
         access == ZoneAccess::kAuthAndHost || access == ZoneAccess::kNever;
}

/// One of a zone's two access conditions, and whether it may still be made stricter.
struct ZoneRight {
  ZoneAccess access = ZoneAccess::kAlways;
  bool may_change = false;
  friend constexpr bool operator==(ZoneRight, ZoneRight) = default;

  /// Four bits: change right, then access condition.
  static constexpr std::uint8_t kChangeRightBit = 0x08;
  static constexpr std::uint8_t kAccessBits = 0x07;
  constexpr std::uint8_t bits() const {
    return static_cast<std::uint8_t>((may_change ? kChangeRightBit : 0) |
                                     (std::to_underlying(access) & kAccessBits));
  }
  static constexpr ZoneRight of_bits(std::uint8_t bits) {
    return {static_cast<ZoneAccess>(bits & kAccessBits), (bits & kChangeRightBit) != 0};
  }
};

/// A zone's rights: one byte. In a counter zone `update` is for Decrement.
struct ZoneRights {
  ZoneRight read{};
  ZoneRight update{};
  friend constexpr bool operator==(const ZoneRights&, const ZoneRights&) = default;

  constexpr std::uint8_t bits() const {
    return static_cast<std::uint8_t>((read.bits() << 4) | update.bits());
  }
  static constexpr ZoneRights of_bits(std::uint8_t bits) {
    return {ZoneRight::of_bits(bits >> 4), ZoneRight::of_bits(bits & 0x0F)};
  }
};

constexpr void encode(Writer& w, const ZoneRights& rights) { w.put(rights.bits()); }
constexpr void decode(Reader& r, ZoneRights& rights) {
  rights = ZoneRights::of_bits(r.take<std::uint8_t>());
}

/// What the partition table says of a zone: 5 bytes, 9 for a counter zone.
struct ZoneRecord {
  ZoneNumber zone{};
  ZoneType type = ZoneType::kData;
  ZoneRights rights{};
  ZoneLength size{};  ///< of the data segment, without the counter
  Count counter{};    ///< of a counter zone; else 0
  friend constexpr bool operator==(const ZoneRecord&, const ZoneRecord&) = default;
};

constexpr void encode(Writer& w, const ZoneRecord& record) {
  encode(w, record.zone);
  encode(w, record.type);
  encode(w, record.rights);
  encode(w, record.size);
  if (record.type == ZoneType::kCounter) encode(w, record.counter);
}
constexpr void decode(Reader& r, ZoneRecord& record) {
  decode(r, record.zone);
  decode(r, record.type);
  if (record.type > ZoneType::kCounter) return r.fail(LinkError::kMalformedField);
  decode(r, record.rights);
  decode(r, record.size);
  record.counter = {};
  if (record.type == ZoneType::kCounter) decode(r, record.counter);
}

/// The first byte of Read, Update and Decrement: whether the zone's access condition for that kind
/// of command shall change, and whether the update is atomic.
class ZoneOption {
 public:
  constexpr ZoneOption() = default;
  constexpr explicit ZoneOption(std::uint8_t raw) : raw_(raw) {}
  /// Asks to set the access condition that governs the command.
  static constexpr ZoneOption change_to(ZoneRight right) {
    return ZoneOption{static_cast<std::uint8_t>(kChangeBit | right.bits())};
  }
  constexpr ZoneOption with_atomicity(bool atomic) const {
    return ZoneOption{static_cast<std::uint8_t>(raw_ | (atomic ? kAtomicBit : 0))};
  }

  constexpr std::uint8_t raw() const { return raw_; }
  constexpr bool is_atomic() const { return (raw_ & kAtomicBit) != 0; }
  constexpr bool has_change() const { return (raw_ & kChangeBit) != 0; }
  constexpr ZoneRight new_right() const { return ZoneRight::of_bits(raw_ & kRightBits); }
  /// Bits that have no meaning, or none without the change indicator.
  constexpr bool has_stray_bits() const {
    return (raw_ & kFillerBits) != 0 || (!has_change() && (raw_ & kRightBits) != 0);
  }
  friend constexpr bool operator==(ZoneOption, ZoneOption) = default;

 private:
  static constexpr std::uint8_t kAtomicBit = 0x80;
  static constexpr std::uint8_t kFillerBits = 0x60;
  static constexpr std::uint8_t kChangeBit = 0x10;
  static constexpr std::uint8_t kRightBits = 0x0F;
  std::uint8_t raw_ = 0;
};

constexpr void encode(Writer& w, ZoneOption option) { w.put(option.raw()); }
constexpr void decode(Reader& r, ZoneOption& option) {
  option = ZoneOption{r.take<std::uint8_t>()};
}

}  // namespace stsafe::wire
