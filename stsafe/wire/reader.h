#pragma once

#include <concepts>
#include <utility>

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::wire {

/// Reads big-endian fields from a message. Only shrinks; a failure sticks and shows in finish().
class Reader {
 public:
  constexpr explicit Reader(ByteView in) : in_(in) {}

  template <std::unsigned_integral T>
  constexpr T take() {
    return static_cast<T>(take_number(sizeof(T)));
  }
  /// The next `size` bytes, or none if there are not as many.
  [[gnu::noinline]] constexpr ByteView take_bytes(std::size_t size) {
    if (size > in_.size()) {
      fail(LinkError::kTruncated);
      return {};
    }
    const auto bytes = in_.first(size);
    in_ = in_.subspan(size);
    return bytes;
  }
  constexpr ByteView rest() { return std::exchange(in_, {}); }
  constexpr bool at_end() const { return in_.empty(); }
  constexpr std::size_t remaining() const { return in_.size(); }
  /// Marks the message as bad. The first reason stays.
  constexpr void fail(LinkError why) {
    if (!failed_) why_ = why;
    failed_ = true;
    in_ = {};
  }
  constexpr bool failed() const { return failed_; }
  /// Every byte must have been understood.
  [[gnu::noinline]] constexpr Result<void> finish() const {
    if (failed_) return why_;
    if (!in_.empty()) return LinkError::kTrailingBytes;
    return {};
  }

 private:
  [[gnu::noinline]] constexpr std::uint32_t take_number(std::size_t size) {
    std::uint32_t value = 0;
    for (const auto byte : take_bytes(size)) {
      value = (value << 8) | std::to_integer<std::uint32_t>(byte);
    }
    return value;
  }
  ByteView in_;
  LinkError why_{};
  bool failed_ = false;
};

}  // namespace stsafe::wire
