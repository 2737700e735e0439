#include "stsafe/host/product_data.h"

#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/product_data.h"

namespace stsafe::host {
namespace {

constexpr std::uint8_t kIoBufferSizeTag = 0x03;
constexpr std::uint8_t kAtomicityBufferSizeTag = 0x04;
constexpr std::uint8_t kMemorySizeTag = 0x05;
constexpr std::uint8_t kVersionTag = 0x07;

template <class T>
bool take(const wire::ProductDataEntry& entry, T& field) {
  wire::Reader r{entry.value};
  if constexpr (std::unsigned_integral<T>) {
    field = r.take<T>();
  } else {
    decode(r, field);
  }
  return static_cast<bool>(r.finish());
}

bool take(const wire::ProductDataEntry& entry, ProductData& data) {
  switch (entry.tag) {
    case wire::kMaskIdentificationTag: return take(entry, data.mask_identification);
    case wire::kSerialNumberTag: return take(entry, data.serial_number);
    case kIoBufferSizeTag: return take(entry, data.io_buffer_size);
    case kAtomicityBufferSizeTag: return take(entry, data.atomicity_buffer_size);
    case kMemorySizeTag: return take(entry, data.memory_size);
    case kVersionTag: return take(entry, data.version);
    default: return true;
  }
}

}  // namespace

Result<ProductData> ProductData::read(Device& device) {
  const auto answer = device.call(wire::QueryProductData{});
  if (!answer) return answer.error();
  ProductData data;
  wire::Reader r{answer->entries.bytes()};
  while (!r.at_end()) {
    const auto entry = wire::next_entry(r);
    if (!r.failed() && !take(entry, data)) return LinkError::kMalformedField;
  }
  if (const auto end = r.finish(); !end) return end.error();
  return data;
}

}  // namespace stsafe::host
