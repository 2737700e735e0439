#pragma once

#include "stsafe/wire/data_zone.h"

// The data partition: zones whose data segments lie one behind the other in a pool of memory.
namespace stsafe::sim {

inline constexpr std::size_t kMaxZones = 16;
/// Bytes of all data segments and of all counters (protocol part 04, section 1.7).
inline constexpr std::size_t kPartitionSize = 16'408;
/// The pool is stored by pages, so that a small change is a small write.
inline constexpr std::size_t kZonePageSize = 512;
inline constexpr std::size_t kNumZonePages = (kPartitionSize + kZonePageSize - 1) / kZonePageSize;

/// A zone without its data. Type and size never change after the personalisation.
struct Zone {
  bool present = false;
  wire::ZoneType type = wire::ZoneType::kData;
  std::uint16_t size = 0;  ///< of the data segment
  wire::ZoneRights rights{};
  wire::Count counter{};  ///< of a counter zone
  friend constexpr bool operator==(const Zone&, const Zone&) = default;

  /// What the zone takes of the partition.
  constexpr std::size_t footprint() const {
    if (!present) return 0;
    return size + (type == wire::ZoneType::kCounter ? sizeof(counter) : 0);
  }
};

struct Zones {
  std::array<Zone, kMaxZones> zones{};
  Fixed<kNumZonePages * kZonePageSize> pool{};

  friend bool operator==(const Zones&, const Zones&) = default;

  constexpr bool fit() const {
    std::size_t used = 0;
    for (const auto& zone : zones) used += zone.footprint();
    return used <= kPartitionSize;
  }
  bool has(wire::ZoneNumber number) const {
    return number.raw() < zones.size() && zones[number.raw()].present;
  }
  const Zone& operator[](wire::ZoneNumber number) const { return zones[number.raw()]; }
  Zone& operator[](wire::ZoneNumber number) { return zones[number.raw()]; }

  /// Where in the pool a zone's data segment begins.
  std::size_t begin_of(wire::ZoneNumber number) const {
    std::size_t begin = 0;
    for (const auto& zone : std::span{zones}.first(number.raw())) {
      if (zone.present) begin += zone.size;
    }
    return begin;
  }
  ByteView data(wire::ZoneNumber number) const {
    return ByteView{pool}.subspan(begin_of(number), zones[number.raw()].size);
  }
  ByteSpan data(wire::ZoneNumber number) {
    return ByteSpan{pool}.subspan(begin_of(number), zones[number.raw()].size);
  }
};

}  // namespace stsafe::sim
