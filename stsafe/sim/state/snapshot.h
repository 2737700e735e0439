#pragma once

#include "stsafe/sim/state/record_codec.h"

// The whole stored state as one string of bytes, to be put aside and taken back. It holds the keys
// in plaintext. Bytes: "STSS", version 01, records, CRC-16; a record is its kind (1), its index
// (1), its size (2) and its bytes.
namespace stsafe::sim {

/// No snapshot is longer.
inline constexpr std::size_t kMaxSnapshotSize = 7 + kNumRecords * (4 + kMaxRecordSize);

/// Writes all records; returns what was written.
Result<ByteView, RecordError> encode_snapshot(const Nvm& from, ByteSpan out);

/// Reads a snapshot into a fresh Nvm; records that it does not hold, because it is older than they
/// are, stay as they are there. After a failure `fresh` must not be used. To give it to a device:
/// store it with Store::create(), then switch the device on again.
Result<void, RecordError> decode_snapshot(ByteView bytes, Nvm& fresh);

}  // namespace stsafe::sim
