#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/data_zone.h"

namespace stsafe::host {

/// The zones of a device: their types, sizes, rights and counters, as they were when it was read.
class DataPartition {
 public:
  static constexpr std::size_t kMaxZones = 32;

  /// Asks the chip. LinkError::kUnexpectedResponse for more than 32 zones; another LinkError if
  /// the records do not fit their number.
  static Result<DataPartition> read(Device& device);

  /// In the order of the chip, which need not be that of the numbers.
  std::span<const wire::ZoneRecord> zones() const { return std::span{zones_}.first(num_zones_); }
  /// Status::kEntryNotFound if there is no such zone.
  Result<wire::ZoneRecord> find(wire::ZoneNumber zone) const;

 private:
  std::array<wire::ZoneRecord, kMaxZones> zones_{};
  std::size_t num_zones_ = 0;
};

}  // namespace stsafe::host
