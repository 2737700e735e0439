#include "stsafe/link/paced_transport.h"

#include "stsafe/wire/frame.h"

namespace stsafe::link {

Result<ByteView> PacedTransport::exchange(ByteView request, ByteSpan reply, Expectation expected) {
  const Expectation known{pace_.first_read(request, expected.earliest), expected.size};
  const auto answer = inner_.exchange(request, reply, known);
  // Only what was executed says how long the command takes.
  const bool executed = answer && ((*answer)[0] & wire::kCodeBits) == std::byte{0};
  if (executed) pace_.learn(request, expected.earliest, inner_.seen());
  return answer;
}

}  // namespace stsafe::link
