#pragma once

#include <cstdint>

// Numbers of the pcap-ng format that both ends need: draft-ietf-opsawg-pcapng, sections 3 and 4.
namespace stsafe::pcapng {

inline constexpr std::uint32_t kSectionHeaderBlock = 0x0A0D0D0A;
inline constexpr std::uint32_t kInterfaceDescriptionBlock = 1;
inline constexpr std::uint32_t kEnhancedPacketBlock = 6;

inline constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;
inline constexpr std::uint16_t kMajorVersion = 1;

inline constexpr std::uint16_t kEndOfOptions = 0;
inline constexpr std::uint16_t kCommentOption = 1;
inline constexpr std::uint16_t kInterfaceNameOption = 2;
inline constexpr std::uint16_t kInterfaceTimeResolutionOption = 9;
inline constexpr std::uint16_t kPacketFlagsOption = 2;
inline constexpr std::uint16_t kSectionApplicationOption = 4;

/// Type and total length in front, total length again at the end.
inline constexpr std::uint32_t kBlockFrameSize = 12;

/// How many bytes fill up to a multiple of four.
constexpr std::size_t padding_after(std::size_t size) { return (4 - size % 4) % 4; }

}  // namespace stsafe::pcapng
