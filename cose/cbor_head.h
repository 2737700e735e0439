#pragma once

#include <optional>

#include "cose/failure.h"
#include "stsafe/base/bytes.h"

namespace stsafe::cose {

/// The major types of CBOR (RFC 8949, section 3.1).
enum class CborType : std::uint8_t {
  kUnsigned,
  kNegative,  ///< the number is −1 − argument
  kBytes,
  kText,
  kArray,
  kMap,
  kTag,
  kSimple,  ///< simple values, floats and the "break" of an indefinite length
};

/// Names a type, for example "byte string".
std::string name(CborType type);

/// How an item begins: its type and what follows.
struct CborHead {
  CborType type{};
  /// A value, or a count: bytes of a string, items of an array, pairs of a map. 0 if indefinite.
  std::uint64_t argument = 0;
  /// The length is given by a "break" at the end; of kSimple: this is that "break".
  bool is_indefinite = false;
  /// Bytes of the head itself, 1 to 9.
  std::size_t size = 0;

  bool is_break() const { return type == CborType::kSimple && is_indefinite; }
};

/// The largest head.
inline constexpr std::size_t kMaxCborHeadSize = 9;

/// Reads the head at the start of `bytes`, which may end right after it: the content of a string
/// need not be there. Nothing if the head itself is cut off. Reason::kMalformed if no item begins
/// so; `offset` is only for the message.
Result<std::optional<CborHead>> decode_head(ByteView bytes, std::uint64_t offset = 0);

}  // namespace stsafe::cose
