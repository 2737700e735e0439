#include "ports/i2c_linux/locked_transport.h"

namespace stsafe::i2c_linux {

Result<ByteView> LockedTransport::exchange(ByteView request, ByteSpan reply,
                                           link::Microseconds typical) {
  if (auto mine = lock_.acquire(clock_, kPatience, cancelled_); !mine) return mine.error();
  const auto answer = inner_.exchange(request, reply, typical);
  lock_.release();
  return answer;
}

}  // namespace stsafe::i2c_linux
