#pragma once

#include "stsafe/sim/state/record_layout.h"

// Records as bytes, for stores that keep them outside this process. A record is the version of its
// layout, one byte, and its fields as record_layout.h says. Secrets stand in it in plaintext:
// whoever holds the bytes wipes them.
namespace stsafe::sim {

enum class RecordError : std::uint8_t {
  kDamaged = 1,  ///< bytes missing, too many, or a value that no record has
  kTooNew,       ///< of a later version of the simulator
  kNoSuchRecord,
  kTooLong,  ///< does not fit the buffer
};

/// No record is longer.
inline constexpr std::size_t kMaxRecordSize = 2048;

/// Writes a record; returns what was written.
Result<ByteView, RecordError> encode_record(const Nvm& from, RecordId record, ByteSpan out);

/// Reads a record. After a failure the record in `to` is partly read and must not be used: read
/// into a state of its own, and take that one when all is well.
Result<void, RecordError> decode_record(ByteView bytes, RecordId record, Nvm& to);

/// Copies one record, secrets included. Fails only for a state that the simulator cannot be in.
Result<void, RecordError> copy_record(const Nvm& from, RecordId record, Nvm& to);
/// Copies the records of a list.
Result<void, RecordError> copy_records(const Nvm& from, std::span<const RecordId> records, Nvm& to);
/// Copies everything.
Result<void, RecordError> copy_all(const Nvm& from, Nvm& to);

}  // namespace stsafe::sim
