#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/hash.h"

namespace stsafe::sim {

Reply<wire::StartHash> handle(Context& cx, const wire::StartHash& command);
Reply<wire::ProcessHash> handle(Context& cx, const wire::ProcessHash& command);
Reply<wire::FinishHash> handle(Context& cx, const wire::FinishHash& command);

}  // namespace stsafe::sim
