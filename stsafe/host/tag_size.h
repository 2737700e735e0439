#pragma once

#include "stsafe/base/result.h"

namespace stsafe::host {

/// Says that the caller knows what a tag of less than 8 bytes means: with 4 bytes a forger succeeds
/// once in 2³² tries, with 0 bytes nothing is authenticated at all.
struct AcceptWeakTag {
  explicit constexpr AcceptWeakTag() = default;
};

/// The size of a CCM* authentication tag: 16 bytes unless asked otherwise.
class TagSize {
 public:
  constexpr TagSize() = default;

  /// 8 or 16 bytes. UsageError::kWeakTag for 0 and 4, kOutOfRange for anything else.
  static constexpr Result<TagSize> of(std::size_t bytes) {
    if (bytes == 0 || bytes == 4) return UsageError::kWeakTag;
    return of(bytes, AcceptWeakTag{});
  }
  /// 0, 4, 8 or 16 bytes. UsageError::kOutOfRange for anything else.
  static constexpr Result<TagSize> of(std::size_t bytes, AcceptWeakTag) {
    if (bytes != 0 && bytes != 4 && bytes != 8 && bytes != 16) return UsageError::kOutOfRange;
    return TagSize{static_cast<std::uint8_t>(bytes)};
  }
  constexpr std::uint8_t bytes() const { return bytes_; }
  constexpr bool is_weak() const { return bytes_ < 8; }

 private:
  constexpr explicit TagSize(std::uint8_t bytes) : bytes_(bytes) {}
  std::uint8_t bytes_ = 16;
};

}  // namespace stsafe::host
