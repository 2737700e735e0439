#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/commands/local_envelope.h"

namespace stsafe::host {

/// The chip has two slots for local envelope keys (protocol part 02, section 9).
inline constexpr std::size_t kMaxLocalEnvelopeSlots = 2;
/// Key wrap puts 8 bytes in front of a payload of 16 to 480 bytes, a multiple of 8.
inline constexpr std::size_t kEnvelopeOverhead = 8;
inline constexpr std::size_t kMaxEnvelopePayload = 480;

/// Which local envelope keys are there. Status::kEntryNotFound from a chip that does not tell: the
/// vendor's library for the A120 never asks.
struct LocalEnvelopeKeyTable {
  std::array<wire::LocalEnvelopeRecord, kMaxLocalEnvelopeSlots> records{};
  std::size_t num_slots = 0;
};
Result<LocalEnvelopeKeyTable> read_local_envelope_keys(Device& device);

/// A key that the chip made for itself, and never tells, to wrap small secrets with: they can be
/// kept anywhere, and only this chip opens them.
class LocalEnvelopeKey {
 public:
  LocalEnvelopeKey(Device& device, wire::LocalEnvelopeSlot slot) : device_(&device), slot_(slot) {}

  /// Makes the chip create the key: once in a slot's life, it cannot be replaced or erased.
  /// Status::kAccessConditionNotSatisfied if there is one already; UsageError::kOutOfRange unless
  /// `type` is an AES type.
  Result<void> generate(wire::KeyType type);

  /// Wraps a payload. `wrapped` has kEnvelopeOverhead bytes more (UsageError::kWrongSize for these
  /// and all other sizes). Status::kKeyNotFound if the key was not generated.
  Result<void> wrap(ByteView payload, ByteSpan wrapped);

  /// Unwraps what this key wrapped. `payload` has kEnvelopeOverhead bytes fewer.
  /// Status::kInconsistentCommandData if it is not what this key wrapped: `payload` is then not
  /// touched. Else as above.
  Result<void> unwrap(ByteView wrapped, ByteSpan payload);

 private:
  Device* device_;
  wire::LocalEnvelopeSlot slot_;
};

}  // namespace stsafe::host
