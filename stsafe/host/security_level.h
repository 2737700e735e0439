#pragma once

#include "stsafe/host/tag_size.h"

namespace stsafe::host {

/// A security level of IEEE 802.15.4 (2006, table 95): how long the tag of a frame is, and whether
/// its payload is encrypted.
class SecurityLevel {
 public:
  /// 0 to 7: none, MIC-32, MIC-64, MIC-128, ENC, ENC-MIC-32, ENC-MIC-64, ENC-MIC-128.
  /// UsageError::kOutOfRange otherwise. Level 4 authenticates nothing: whoever can change a frame
  /// can change its payload bit by bit; later editions of the standard have it no more.
  static constexpr Result<SecurityLevel> of(unsigned value) {
    if (value > 7) return UsageError::kOutOfRange;
    return SecurityLevel{static_cast<std::uint8_t>(value)};
  }

  constexpr std::uint8_t value() const { return value_; }
  /// 0, 4, 8 or 16 bytes.
  constexpr std::size_t tag_size() const {
    const unsigned size = value_ % 4U;
    return size == 0 ? 0 : std::size_t{2} << size;
  }
  constexpr bool encrypts() const { return value_ >= 4; }
  constexpr bool authenticates() const { return tag_size() > 0; }
  friend constexpr bool operator==(SecurityLevel, SecurityLevel) = default;

 private:
  constexpr explicit SecurityLevel(std::uint8_t value) : value_(value) {}
  std::uint8_t value_;
};

}  // namespace stsafe::host
