#pragma once

#include "stsafe/base/crc16.h"
#include "stsafe/base/result.h"
#include "stsafe/wire/types.h"

// Frames, protocol part 01 sections 1.2 to 1.7.
//
//   command   header (1, or 1F and code) ‖ payload ‖ [C-MAC (4)] ‖ CRC (2)
//   response  header (1) ‖ length (2) ‖ payload ‖ [R-MAC (4)] ‖ CRC (2)
namespace stsafe::wire {

inline constexpr std::byte kProtectedBit{0x80};          ///< a C-MAC follows the payload
inline constexpr std::byte kResponseProtectedBit{0x40};  ///< the answer shall carry an R-MAC
inline constexpr std::byte kHostSessionBit{0x20};        ///< the channel is the host session
inline constexpr std::byte kProtectionBits{0xE0};
inline constexpr std::byte kCodeBits{0x1F};
inline constexpr std::byte kExtendedPrefix{0x1F};

inline constexpr std::size_t kCrcSize = 2;
inline constexpr std::size_t kMacSize = 4;
/// Header and length of a response.
inline constexpr std::size_t kResponsePrefixSize = 3;
inline constexpr std::size_t kMinResponseSize = kResponsePrefixSize + kCrcSize;

/// The longest frame this host sends, CRC included. The documents read either 752 with or without
/// CRC; a host stays below both (trap T-20 of part 02).
inline constexpr std::size_t kMaxCommandSize = 752;
/// The longest response on the bus: 752 bytes without length and CRC (part 01, section 1.7).
inline constexpr std::size_t kMaxResponseSize = 756;

/// Puts the CRC behind a command that starts at the front of `buffer`; shows the whole frame.
[[gnu::noinline]] constexpr Result<ByteView> seal_command(ByteSpan buffer, std::size_t size) {
  if (size + kCrcSize > buffer.size()) return LinkError::kFrameTooLong;
  const auto crc = crc16(buffer.first(size));
  buffer[size] = static_cast<std::byte>(crc >> 8);
  buffer[size + 1] = static_cast<std::byte>(crc);
  return ByteView{buffer.first(size + kCrcSize)};
}

/// A response taken apart. Shows the frame's own memory.
struct ResponseFrame {
  std::byte header{};
  ByteView payload{};  ///< with R-MAC, where there is one

  constexpr Status status() const { return static_cast<Status>(header & kCodeBits); }
};

/// The value of a response's length field: the number of bytes that follow it.
constexpr std::size_t response_length(ByteView frame) {
  return (std::to_integer<std::size_t>(frame[1]) << 8) | std::to_integer<std::size_t>(frame[2]);
}

/// Takes a response apart. LinkError::kBadLength unless length field and frame agree, and
/// LinkError::kBadChecksum if the CRC (over header and payload, not the length) is wrong.
[[gnu::noinline]] constexpr Result<ResponseFrame> parse_response(ByteView frame) {
  if (frame.size() < kMinResponseSize) return LinkError::kBadLength;
  if (response_length(frame) + kResponsePrefixSize != frame.size()) return LinkError::kBadLength;
  const auto payload = frame.subspan(kResponsePrefixSize, frame.size() - kMinResponseSize);
  const auto crc = Crc16{}.add(frame.first(1)).add(payload).value();
  const auto trailer = frame.last(kCrcSize);
  if (trailer[0] != static_cast<std::byte>(crc >> 8) || trailer[1] != static_cast<std::byte>(crc)) {
    return LinkError::kBadChecksum;
  }
  return ResponseFrame{frame[0], payload};
}

/// Completes a response whose payload already stands at `kResponsePrefixSize` in `buffer`:
/// writes header, length and CRC, and shows the whole frame.
constexpr ByteView seal_response(ByteSpan buffer, std::byte header, std::size_t payload_size) {
  const auto length = payload_size + kCrcSize;
  buffer[0] = header;
  buffer[1] = static_cast<std::byte>(length >> 8);
  buffer[2] = static_cast<std::byte>(length);
  const auto crc =
      Crc16{}.add(buffer.first(1)).add(buffer.subspan(kResponsePrefixSize, payload_size)).value();
  buffer[kResponsePrefixSize + payload_size] = static_cast<std::byte>(crc >> 8);
  buffer[kResponsePrefixSize + payload_size + 1] = static_cast<std::byte>(crc);
  return buffer.first(kResponsePrefixSize + length);
}

/// A command taken apart, before any C-MAC or decryption. Shows the frame's own memory.
struct CommandFrame {
  ByteView header{};  ///< one byte, or two for an extended command, as transmitted
  ByteView body{};    ///< payload, and C-MAC where there is one

  constexpr std::byte protection() const { return header[0] & kProtectionBits; }
  constexpr Opcode opcode() const {
    const auto code = std::to_integer<unsigned>(header[0] & kCodeBits);
    if (header.size() == 1) return Opcode{static_cast<std::uint16_t>(code)};
    return Opcode{static_cast<std::uint16_t>((code << 8) | std::to_integer<unsigned>(header[1]))};
  }
};

/// Takes a command apart. LinkError::kTruncated if it is too short for header and CRC,
/// LinkError::kBadChecksum if its CRC is wrong.
constexpr Result<CommandFrame> parse_command(ByteView frame) {
  if (frame.size() < 1 + kCrcSize) return LinkError::kTruncated;
  const std::size_t header = (frame[0] & kCodeBits) == kExtendedPrefix ? 2 : 1;
  if (frame.size() < header + kCrcSize) return LinkError::kTruncated;
  const auto crc = crc16(frame.first(frame.size() - kCrcSize));
  const auto trailer = frame.last(kCrcSize);
  if (trailer[0] != static_cast<std::byte>(crc >> 8) || trailer[1] != static_cast<std::byte>(crc)) {
    return LinkError::kBadChecksum;
  }
  return CommandFrame{frame.first(header), frame.subspan(header, frame.size() - header - kCrcSize)};
}

}  // namespace stsafe::wire
