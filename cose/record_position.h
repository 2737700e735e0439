#pragma once

#include <optional>

#include "cose/headers.h"
#include "stsafe/crypto/rng.h"

// Where a record belongs, so that a reader sees if one is repeated, moved or missing.
namespace stsafe::cose {

/// Tells the records of one stream from those of all others.
using StreamId = Fixed<16>;
/// Draws one. Reason::kDevice with the error of the random source.
Result<StreamId> new_stream_id(crypto::Rng& rng);

/// The place of a record in its stream: a protected header parameter with the private label
/// header::kRecordPosition and the value [stream: bstr, number: uint, is last: bool].
struct RecordPosition {
  StreamId stream{};
  std::uint64_t number = 0;  ///< each record's is one more than that of the one before
  bool is_last = false;

  friend bool operator==(const RecordPosition&, const RecordPosition&) = default;
};

OtherParameter to_parameter(const RecordPosition& position);
/// The position that protected headers give; nothing if they give none. Reason::kUnexpected if the
/// parameter is of another form.
Result<std::optional<RecordPosition>> position_of(const Headers& headers);

}  // namespace stsafe::cose
