#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"
#include "stsafe/link/clock.h"

namespace stsafe::link {

/// A whole request frame in, a whole response frame or an error out.
class Transport {
 public:
  /// Sends `request` (header to CRC) and writes the answer (header to CRC, checked) to the front
  /// of `reply`, whose used part is returned. `typical` says how long the chip usually needs.
  ///
  /// LinkError::kNotDelivered is the only error after which the command was surely not executed;
  /// after any other error the chip may have executed it.
  virtual Result<ByteView> exchange(ByteView request, ByteSpan reply, Microseconds typical) = 0;

 protected:
  ~Transport() = default;
};

}  // namespace stsafe::link
