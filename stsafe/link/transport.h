#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"
#include "stsafe/link/clock.h"

namespace stsafe::link {

/// True after an error of Transport::exchange if the command was surely not executed; after any
/// other the chip may have executed it.
constexpr bool surely_not_executed(Error error) {
  return error == LinkError::kNotDelivered || error == BusError::kInUse;
}

/// A whole request frame in, a whole response frame or an error out.
class Transport {
 public:
  /// Sends `request` (header to CRC) and writes the answer (header to CRC, checked) to the front
  /// of `reply`, whose used part is returned. `typical` says how long the chip usually needs.
  /// What an error says about the command, surely_not_executed() tells.
  virtual Result<ByteView> exchange(ByteView request, ByteSpan reply, Microseconds typical) = 0;

 protected:
  ~Transport() = default;
};

}  // namespace stsafe::link
