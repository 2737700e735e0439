#pragma once

#include <concepts>

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::wire {

/// Writes big-endian fields into a buffer. An overflow sticks and shows in finish().
class Writer {
 public:
  constexpr explicit Writer(ByteSpan out) : out_(out) {}

  template <std::unsigned_integral T>
  constexpr void put(T value) {
    put_number(value, sizeof(T));
  }
  // One copy of the code, whoever calls: on a small target size is what counts.
  [[gnu::noinline]] constexpr void put(ByteView bytes) {
    if (bytes.size() > out_.size() - at_) {
      overflow_ = true;
      return;
    }
    copy_bytes(bytes, out_.subspan(at_));
    at_ += bytes.size();
  }
  constexpr std::size_t size() const { return at_; }
  constexpr bool overflowed() const { return overflow_; }
  /// What was written, or LinkError::kFrameTooLong if it did not fit.
  constexpr Result<ByteView> finish() const {
    if (overflow_) return LinkError::kFrameTooLong;
    return ByteView{out_.first(at_)};
  }

 private:
  // Not a template, so that a small target holds it once.
  [[gnu::noinline]] constexpr void put_number(std::uint32_t value, std::size_t size) {
    Fixed<4> bytes{};
    for (auto i = bytes.size(); i-- > 0; value >>= 8) bytes[i] = static_cast<std::byte>(value);
    put(ByteView{bytes}.last(size));
  }
  ByteSpan out_;
  std::size_t at_ = 0;
  bool overflow_ = false;
};

}  // namespace stsafe::wire
