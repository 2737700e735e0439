#pragma once

#include "cose/record_writer.h"
#include "cose/source_window.h"

namespace stsafe::cose {

/// What a reader demands of the order of records.
enum class RecordOrder : std::uint8_t {
  /// Each follows the one before, from the first to one that is marked as the last; all of one
  /// stream.
  kStrict,
  /// None: every authentic record counts, also one that names no position.
  kAny,
};

struct RecordReaderOptions {
  RecordOrder order = RecordOrder::kStrict;
  /// The stream that is expected. Without it, that of the first authentic record: then a whole
  /// stream in place of another goes unnoticed.
  std::optional<StreamId> stream{};
  std::uint64_t first_number = 0;
  OpenOptions open{};  ///< for each record
};

/// A record that was authentic.
struct Record {
  Opened content{};
  std::optional<RecordPosition> position{};
  std::uint64_t offset = 0;  ///< of its first byte in the source
};

/// Opens records one by one, with memory for two of them.
///
/// A record that is broken is a failure, with its ordinal number from 0 and its offset; the next
/// call goes on behind it, at the next bytes that look like a record. So is a gap, after which
/// the next call gives the record that follows it. A record that is out of order otherwise is not
/// given.
class RecordReader {
 public:
  /// Key and source must outlive this object.
  RecordReader(ChipKey& key, ByteSource& source, RecordReaderOptions options = {})
      : key_(&key),
        window_(source),
        options_(std::move(options)),
        next_number_(options_.first_number) {}

  /// The next record; nothing at the end. An empty last record is not given.
  ///
  /// Failures: those of open_encrypt0() for a broken record; kOutOfOrder; kTruncated if a stream in
  /// strict order ends before its last record. After kStream and kDevice there is nothing more.
  Result<std::optional<Record>> next();

 private:
  Result<std::optional<Record>> read_one();
  Result<std::size_t> measure();
  Result<void> search();
  Result<Record> open(ByteView bytes);
  Result<std::optional<Record>> put_in_order(Record record);
  std::optional<Failure> order_failure(const std::optional<RecordPosition>& position) const;
  Result<std::optional<Record>> end();
  Failure broken(const Failure& why);
  /// Says which record it is about.
  Failure about(const Failure& why, std::uint64_t offset) const;

  ChipKey* key_;
  SourceWindow window_;
  RecordReaderOptions options_;
  std::uint64_t next_number_;
  std::uint64_t ordinal_ = 0;
  std::uint64_t num_broken_ = 0;  ///< since the last record in order
  std::optional<Record> held_{};  ///< follows a gap
  bool is_searching_ = false;
  bool had_last_ = false;
  bool is_over_ = false;
};

}  // namespace stsafe::cose
