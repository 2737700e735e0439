#pragma once

#include "stsafe/wire/host_key.h"

// What is inside wrapped host keys (protocol part 01, section 7.2): three zeros, type, MAC key,
// cipher key, 80 00 00 00. The whole is a multiple of 8 for both types.
namespace stsafe::wire {

inline constexpr std::size_t kMaxHostKeyEnvelopeSize = 72;
constexpr std::size_t host_key_envelope_size(HostKeyType type) { return 8 + 2 * key_size(type); }

namespace detail {

inline constexpr std::uint32_t kHostKeyPadding = 0x80000000;

}  // namespace detail

/// Writes an envelope's plaintext to the front of `out`; returns its size.
constexpr Result<std::size_t> write_host_key_envelope(HostKeyType type, ByteView mac_key,
                                                      ByteView cipher_key, ByteSpan out) {
  Writer w{out};
  w.put(static_cast<std::uint32_t>(type));
  w.put(mac_key);
  w.put(cipher_key);
  w.put(detail::kHostKeyPadding);
  if (w.overflowed()) return LinkError::kFrameTooLong;
  return w.size();
}

/// An envelope taken apart. The keys show the envelope's memory.
struct HostKeyEnvelope {
  HostKeyType type{};
  ByteView mac_key{};
  ByteView cipher_key{};
};

/// Takes an envelope's plaintext apart. Fails with a LinkError unless every part is as it has to
/// be.
constexpr Result<HostKeyEnvelope> read_host_key_envelope(ByteView plain) {
  Reader r{plain};
  const auto type = r.take<std::uint32_t>();
  if (type > std::to_underlying(HostKeyType::kAes256)) return LinkError::kMalformedField;
  HostKeyEnvelope content{.type = static_cast<HostKeyType>(type)};
  content.mac_key = r.take_bytes(key_size(content.type));
  content.cipher_key = r.take_bytes(key_size(content.type));
  const auto padding = r.take<std::uint32_t>();
  if (auto end = r.finish(); !end) return end.error();
  if (padding != detail::kHostKeyPadding) return LinkError::kMalformedField;
  return content;
}

}  // namespace stsafe::wire
