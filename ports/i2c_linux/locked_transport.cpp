#include "ports/i2c_linux/locked_transport.h"

namespace stsafe::i2c_linux {

Result<ByteView> LockedTransport::exchange(ByteView request, ByteSpan reply,
                                           link::Expectation expected) {
  if (auto mine = lock_.acquire(clock_, kPatience, cancelled_); !mine) return mine.error();
  const auto answer = inner_.exchange(request, reply, expected);
  lock_.release();
  return answer;
}

}  // namespace stsafe::i2c_linux
