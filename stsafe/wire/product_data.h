#pragma once

#include "stsafe/wire/reader.h"

// Product data, protocol part 01 section 3.4 and part 04 section 1.7.
namespace stsafe::wire {

/// One entry of the product data. The value shows the response's memory.
struct ProductDataEntry {
  std::uint8_t tag = 0;
  ByteView value{};
};

inline constexpr std::uint8_t kMaskIdentificationTag = 0x01;
inline constexpr std::uint8_t kSerialNumberTag = 0x02;

/// Takes the next entry; a broken list shows in `r.finish()`.
constexpr ProductDataEntry next_entry(Reader& r) {
  ProductDataEntry entry;
  entry.tag = r.take<std::uint8_t>();
  entry.value = r.take_bytes(r.take<std::uint8_t>());
  return entry;
}

}  // namespace stsafe::wire
