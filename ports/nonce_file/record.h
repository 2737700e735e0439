#pragma once

#include <cstdint>
#include <optional>

#include "stsafe/base/bytes.h"

// The form of the file. It has two places for a record of 64 bytes, 4096 bytes apart, so that no
// block of a disk holds both; all else is zero. Record number g lies at place g mod 2: each is
// written over the one before the last, and the last stays whole whatever happens to the new one.
//
//    0  8  "STSAFENR"
//    8  1  version of the form, 1
//    9  1  what the numbers are for
//   10  9  label
//   19  5  zero
//   24  8  number of this record; grows by 1
//   32  8  end: numbers below it may have been used
//   40  8  inode of the file
//   48  8  when the file was made, in nanoseconds since 1970; 0 if not known
//   56  8  CRC-64/XZ of all before
//
// Numbers are big-endian.
namespace stsafe::nonce_file {

/// What the numbers of a file are for.
enum class Kind : std::uint8_t { kNonces = 1, kFrameCounter = 2 };

/// What numbers belong to: for nonces the random part, for a frame counter whose it is.
using Label = Fixed<9>;

inline constexpr std::size_t kRecordSize = 64;
inline constexpr std::size_t kPlaceDistance = 4096;
inline constexpr std::size_t kFileSize = 2 * kPlaceDistance;
inline constexpr std::uint8_t kVersion = 1;

struct Record {
  std::uint8_t version = kVersion;
  Kind kind = Kind::kNonces;
  Label label{};
  std::uint64_t number = 0;
  std::uint64_t end = 0;
  std::uint64_t inode = 0;
  std::uint64_t birth = 0;

  friend bool operator==(const Record&, const Record&) = default;
};

/// CRC-64/XZ: of "123456789" it is 995DC9BBDF1939FA.
std::uint64_t crc64(ByteView bytes);

/// Where a record belongs, in bytes from the start of the file.
constexpr std::size_t place_of(std::uint64_t number) { return (number % 2) * kPlaceDistance; }

Fixed<kRecordSize> encode(const Record& record);

/// The record in the 64 bytes at this place of a file; nothing if they hold none that is whole. Of
/// another version only that is known.
std::optional<Record> decode(ByteView bytes, std::size_t place);

/// Whether bytes begin as a record does, as far as they go; none do not. Such a file
/// is ours, if damaged.
bool begins_as_record(ByteView bytes);

}  // namespace stsafe::nonce_file
