#pragma once

#include "stsafe/host/call_protection.h"
#include "stsafe/wire/data_zone.h"

namespace stsafe::host {

/// Bytes of a zone in one command: fit a frame in every mode of protection. 735 bytes are what an
/// encrypted frame holds, less the fields before the data or the counter.
inline constexpr std::size_t kMaxZonePiece = 720;
/// For hosts whose I2C driver cannot do more than 255 bytes at a time.
inline constexpr std::size_t kShortZonePiece = 240;

/// Whether an Update must happen as a whole.
enum class Atomicity : bool { kNone, kAtomic };

/// A data zone of the chip.
class Zone {
 public:
  /// `max_piece` is the most that one command carries, at most kMaxZonePiece.
  Zone(Device& device, wire::ZoneNumber zone, std::size_t max_piece = kMaxZonePiece)
      : device_(device),
        zone_(zone),
        max_piece_(std::clamp<std::size_t>(max_piece, 1, kMaxZonePiece)) {}

  /// Fills `out` with the bytes from `offset`, in as many commands as it takes. After an error the
  /// content of `out` is meaningless.
  ///
  /// Errors: UsageError::kWrongSize for an empty `out`, kOutOfRange beyond 65,535 bytes; the chip's
  /// Status::kEntryNotFound, kAccessConditionNotSatisfied, kBoundaryExceeded;
  /// LinkError::kUnexpectedResponse if the chip answers another number of bytes.
  Result<void> read(std::size_t offset, ByteSpan out,
                    CallProtection protection = CallProtection::kAsConfigured);

  /// Writes `data` from `offset` on, in as many commands as it takes: after an error any number of
  /// them may have been executed. An atomic update is one command and happens as a whole or not;
  /// UsageError::kWrongSize if it has more than `max_piece` bytes.
  ///
  /// Other errors: as of read(), and Status::kWrongZoneType for a counter zone.
  Result<void> update(std::size_t offset, ByteView data, Atomicity atomicity = Atomicity::kNone,
                      CallProtection protection = CallProtection::kAsConfigured);

  /// Sets the read access condition for good: equal or stricter, and with `may_change` false for
  /// the last time. The condition as it is decides whether this call may.
  ///
  /// Errors: UsageError::kOutOfRange for a condition that does not exist;
  /// Status::kAccessConditionNotSatisfied if the chip does not allow it.
  Result<void> change_read_access(wire::ZoneRight to,
                                  CallProtection protection = CallProtection::kAsConfigured);

  /// Writes `data` in one command, and with it sets the update access condition for good: both or
  /// neither. The chip wants 1 byte or more (UsageError::kWrongSize).
  Result<void> change_update_access(wire::ZoneRight to, std::size_t offset, ByteView data,
                                    CallProtection protection = CallProtection::kAsConfigured);

  wire::ZoneNumber number() const { return zone_; }

 private:
  Device& device_;
  wire::ZoneNumber zone_;
  std::size_t max_piece_;
};

}  // namespace stsafe::host
