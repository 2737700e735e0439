#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/entity.h"

namespace stsafe::sim {

Reply<wire::GenerateChallenge> handle(Context& cx, const wire::GenerateChallenge& command);
Reply<wire::VerifyEntitySignature> handle(Context& cx, const wire::VerifyEntitySignature& command);

}  // namespace stsafe::sim
