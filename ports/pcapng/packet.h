#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "stsafe/base/bytes.h"

namespace stsafe::pcapng {

/// The link type LINKTYPE_I2C_LINUX of tcpdump.org: I2C transactions behind a pseudo header.
inline constexpr std::uint16_t kLinkTypeI2cLinux = 209;

/// The link type LINKTYPE_IEEE802_15_4_NOFCS: frames without their last two bytes.
inline constexpr std::uint16_t kLinkTypeIeee802154 = 230;

/// The longest packet that is read or written, in bytes.
inline constexpr std::size_t kMaxPacketSize = 4096;
/// The longest comment of a packet, in bytes. What is longer in a file is cut.
inline constexpr std::size_t kMaxCommentSize = 4096;

/// The lowest two bits of a packet's flags: which way it went, seen from the recording machine.
enum class Direction : std::uint8_t { kUnknown = 0, kInbound = 1, kOutbound = 2 };

/// One packet of a recording.
struct Packet {
  std::uint16_t link_type = kLinkTypeI2cLinux;
  std::chrono::microseconds time{0};  ///< since 1970, or since the clock of a simulation began
  Direction direction = Direction::kUnknown;
  std::vector<std::byte> data;  ///< pseudo header included
  std::string comment;          ///< UTF-8; several comments of a file are joined by line feeds
};

}  // namespace stsafe::pcapng
