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

/// How soon any chip may have the answer to a command that typically takes this long: a chip that
/// is 10 % faster than typical, and another 2 % by chance. From there, four steps of a
/// thirty-second lead to the typical time.
constexpr ShortTime earliest_for(Microseconds typical) {
  constexpr std::int64_t kShare = 905;  // of 1024: (32/33)^4
  return ShortTime{static_cast<std::uint32_t>(typical.count() * kShare / 1024)};
}

/// What the host knows of an answer before it is there.
struct Expectation {
  /// How soon the chip may have it, counted from the end of the command. Less than half an hour.
  ShortTime earliest{};
  /// How many bytes the answer has, header to CRC, unless it is an error; 0 if nobody can say.
  std::uint32_t size = 0;
};

/// A whole request frame in, a whole response frame or an error out.
class Transport {
 public:
  /// Sends `request` (header to CRC) and writes the answer (header to CRC, checked) to the front
  /// of `reply`, whose used part is returned. What is expected saves time; an answer that comes at
  /// another moment or has another size is none the worse.
  ///
  /// What an error says about the command, surely_not_executed() tells.
  virtual Result<ByteView> exchange(ByteView request, ByteSpan reply, Expectation expected) = 0;

 protected:
  ~Transport() = default;
};

}  // namespace stsafe::link
