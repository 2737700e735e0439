#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/local_envelope.h"

namespace stsafe::sim {

Reply<wire::GenerateLocalEnvelopeKey> handle(Context& cx,
                                             const wire::GenerateLocalEnvelopeKey& command);
Reply<wire::QueryLocalEnvelopeKeyTable> handle(Context& cx,
                                               const wire::QueryLocalEnvelopeKeyTable& command);
Reply<wire::WrapLocalEnvelope> handle(Context& cx, const wire::WrapLocalEnvelope& command);
Reply<wire::UnwrapLocalEnvelope> handle(Context& cx, const wire::UnwrapLocalEnvelope& command);

}  // namespace stsafe::sim
