#pragma once

#include <cstdint>

// Numbers of COSE, from RFC 9052, RFC 9053 and IANA's registry "COSE Header Parameters".
namespace stsafe::cose {

namespace tag {
inline constexpr std::uint64_t kEncrypt0 = 16;
inline constexpr std::uint64_t kEncrypt = 96;
}  // namespace tag

namespace header {
inline constexpr std::int64_t kAlgorithm = 1;
inline constexpr std::int64_t kCritical = 2;
inline constexpr std::int64_t kContentType = 3;
inline constexpr std::int64_t kKeyId = 4;
inline constexpr std::int64_t kIv = 5;
inline constexpr std::int64_t kPartialIv = 6;
/// Ours, out of what the registry leaves for private use: see record_position.h.
inline constexpr std::int64_t kRecordPosition = -65537;
}  // namespace header

// Members of a COSE_Key (RFC 9052, section 7.1), and of one that is symmetric (RFC 9053, 6.1).
namespace key_member {
inline constexpr std::int64_t kType = 1;
inline constexpr std::int64_t kKeyId = 2;
inline constexpr std::int64_t kAlgorithm = 3;
inline constexpr std::int64_t kOperations = 4;
inline constexpr std::int64_t kValue = -1;
}  // namespace key_member

// IANA's registry "CoAP Content-Formats".
namespace content_type {
inline constexpr std::uint64_t kCoseKey = 101;
inline constexpr std::uint64_t kCoseKeySet = 102;
}  // namespace content_type

}  // namespace stsafe::cose
