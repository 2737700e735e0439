#pragma once

#include "stsafe/wire/symmetric_key.h"

// What is inside a wrapped key (protocol part 02, section 3.3): key information ‖ key ‖ 80 ‖ zeros
// to a multiple of 8, always at least one byte of padding.
namespace stsafe::wire {

inline constexpr std::size_t kEnvelopeBlockSize = 8;
/// Key information (8), key (32) and a whole block of padding.
inline constexpr std::size_t kMaxEnvelopeSize = 48;

/// Writes an envelope's plaintext to the front of `out`; returns its size.
constexpr Result<std::size_t> write_envelope(const KeyInfo& info, ByteView key, ByteSpan out) {
  Writer w{out};
  encode(w, info);
  w.put(key);
  w.put(std::uint8_t{0x80});
  while (!w.overflowed() && w.size() % kEnvelopeBlockSize != 0) w.put(std::uint8_t{0});
  if (w.overflowed()) return LinkError::kFrameTooLong;
  return w.size();
}

/// An envelope taken apart. The key shows the envelope's memory.
struct EnvelopeContent {
  KeyInfo info{};
  ByteView key{};
};

/// Takes an envelope's plaintext apart. Fails with a LinkError unless key and padding are exactly
/// as long as the key information says.
constexpr Result<EnvelopeContent> read_envelope(ByteView plain) {
  Reader r{plain};
  EnvelopeContent content;
  decode(r, content.info);
  content.key = r.take_bytes(content.info.key.key_size());
  if (r.take<std::uint8_t>() != 0x80) return LinkError::kMalformedField;
  const auto padding = r.rest();
  if (r.failed()) return LinkError::kTruncated;
  const auto is_zero = [](std::byte b) { return b == std::byte{0}; };
  if (padding.size() >= kEnvelopeBlockSize || !std::ranges::all_of(padding, is_zero)) {
    return LinkError::kTrailingBytes;
  }
  return content;
}

}  // namespace stsafe::wire
