#pragma once

#include "stsafe/wire/data_zone.h"

namespace stsafe::host {

/// True if offset and end can be said in a command.
constexpr bool is_addressable(std::size_t offset, std::size_t size) {
  constexpr std::size_t kEnd = 0xFFFF;
  return offset <= kEnd && size <= kEnd - offset;
}
constexpr wire::ZoneOffset zone_offset(std::size_t offset) {
  return wire::ZoneOffset{static_cast<std::uint16_t>(offset)};
}
constexpr wire::ZoneLength zone_length(std::size_t size) {
  return wire::ZoneLength{static_cast<std::uint16_t>(size)};
}

}  // namespace stsafe::host
