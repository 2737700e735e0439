#include "apps/stsafe/interruptible_transport.h"

#include "apps/stsafe/interrupt.h"
#include "stsafe/wire/commands/kek_session.h"
#include "stsafe/wire/frame.h"

namespace stsafe::tool {
namespace {

/// Tidying up is always allowed: it is what follows an interrupt.
bool ends_something(ByteView request) {
  const auto frame = wire::parse_command(request);
  return frame && frame->opcode() == wire::StopVolatileKekSession::kOpcode;
}

}  // namespace

Result<ByteView> InterruptibleTransport::exchange(ByteView request, ByteSpan reply,
                                                  link::Expectation expected) {
  if (is_interrupted() && !hold_ && !ends_something(request)) return BusError::kCancelled;
  return inner_.exchange(request, reply, expected);
}

}  // namespace stsafe::tool
