#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/signature.h"

namespace stsafe::sim {

Reply<wire::VerifySignature> handle(Context& cx, const wire::VerifySignature& command);
Reply<wire::DecompressPublicKey> handle(Context& cx, const wire::DecompressPublicKey& command);

}  // namespace stsafe::sim
