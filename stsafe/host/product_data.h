#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// Who a device is. An entry that the chip does not have is zero.
struct ProductData {
  Fixed<3> mask_identification{};
  Fixed<9> serial_number{};          ///< of the device alone
  std::uint16_t io_buffer_size = 0;  ///< bytes of a frame
  std::uint16_t atomicity_buffer_size = 0;
  std::uint16_t memory_size = 0;  ///< bytes of the data partition
  std::uint8_t version = 0;       ///< of the product, internal

  /// Asks the chip. LinkError::kMalformedField if an entry has another size, kTruncated if one ends
  /// early. Entries that are not known are passed over.
  static Result<ProductData> read(Device& device);
};

}  // namespace stsafe::host
