#pragma once

#include "stsafe/host/zone.h"

namespace stsafe::host {

/// A counter zone of the chip: it only ever counts down, and keeps a few bytes beside the counter.
class Counter {
 public:
  Counter(Device& device, wire::ZoneNumber zone, std::size_t max_piece = kMaxZonePiece)
      : device_(device),
        zone_(zone),
        max_piece_(std::clamp<std::size_t>(max_piece, 1, kMaxZonePiece)) {}

  /// What is left. Errors: as of Zone::read.
  Result<wire::Count> value(CallProtection protection = CallProtection::kAsConfigured);

  /// Fills `out` with the zone's bytes from `offset` on; returns the counter. In several commands,
  /// LinkError::kUnexpectedResponse if it changed between them: the bytes do not belong together.
  Result<wire::Count> read(std::size_t offset, ByteSpan out,
                           CallProtection protection = CallProtection::kAsConfigured);

  /// Takes `amount` off, 1 or more (UsageError::kOutOfRange), for good; returns what is left.
  /// Status::kCounterLimitExceeded if there is less; at 0 that is so for ever.
  Result<wire::Count> decrement(wire::Count amount,
                                CallProtection protection = CallProtection::kAsConfigured);
  /// And writes `data` into the zone, both or neither: one command, at most `max_piece` bytes
  /// (UsageError::kWrongSize).
  Result<wire::Count> decrement(wire::Count amount, std::size_t offset, ByteView data,
                                CallProtection protection = CallProtection::kAsConfigured);

  /// As Zone::change_read_access. It hides the counter, too.
  Result<void> change_read_access(wire::ZoneRight to,
                                  CallProtection protection = CallProtection::kAsConfigured) {
    return Zone{device_, zone_}.change_read_access(to, protection);
  }
  /// Decrements, and with it sets the access condition of Decrement for good: both or neither.
  Result<wire::Count> change_decrement_access(
      wire::ZoneRight to, wire::Count amount, std::size_t offset = 0, ByteView data = {},
      CallProtection protection = CallProtection::kAsConfigured);

  wire::ZoneNumber number() const { return zone_; }

 private:
  Result<wire::Count> send(wire::ZoneOption option, wire::Count amount, std::size_t offset,
                           ByteView data, CallProtection protection);

  Device& device_;
  wire::ZoneNumber zone_;
  std::size_t max_piece_;
};

}  // namespace stsafe::host
