#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/mac.h"

namespace stsafe::sim {

Reply<wire::GenerateMac> handle(Context& cx, const wire::GenerateMac& command);
Reply<wire::VerifyMac> handle(Context& cx, const wire::VerifyMac& command);

}  // namespace stsafe::sim
