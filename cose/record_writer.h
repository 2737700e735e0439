#pragma once

#include "cose/byte_sink.h"
#include "cose/encrypt0.h"
#include "cose/record_position.h"

namespace stsafe::cose {

/// The longest record, and what of it may be headers.
inline constexpr std::size_t kMaxRecordHeaderSize = 4096;
inline constexpr std::size_t kMaxRecordSize = kMaxRecordHeaderSize + kMaxPlaintextSize + 16;

struct RecordWriterOptions {
  StreamId stream{};  ///< see new_stream_id(): another one for each stream
  std::uint64_t first_number = 0;
  SealOptions seal{};  ///< for each record
};

/// Seals records one by one: a CBOR sequence (RFC 8742) of COSE_Encrypt0, each of which says where
/// in which stream it belongs. Every record can be read as soon as it is written.
class RecordWriter {
 public:
  /// All of them must outlive this object. It writes to the sink, but neither commits nor discards.
  RecordWriter(ChipKey& key, host::NonceSource& nonces, ByteSink& sink, RecordWriterOptions options)
      : key_(&key),
        nonces_(&nonces),
        sink_(&sink),
        options_(std::move(options)),
        next_number_(options_.first_number) {}

  /// Seals a record of up to kMaxPlaintextSize bytes. Failures of seal_encrypt0(): nothing was
  /// written, and the same number is tried again. kStream if the sink failed: part of a record may
  /// have been written, and no more can be. kInvalidRequest after that, and after finish().
  Result<void> write(ByteView plaintext);
  /// Seals an empty record that is the last: without it, a reader takes the stream for cut off.
  Result<void> finish();

  std::uint64_t next_number() const { return next_number_; }

 private:
  Result<void> write(ByteView plaintext, bool is_last);

  ChipKey* key_;
  host::NonceSource* nonces_;
  ByteSink* sink_;
  RecordWriterOptions options_;
  std::uint64_t next_number_;
  bool is_closed_ = false;
};

}  // namespace stsafe::cose
