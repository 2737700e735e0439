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

}  // namespace stsafe::cose
