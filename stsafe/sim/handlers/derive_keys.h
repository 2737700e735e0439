#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/derive_keys.h"

namespace stsafe::sim {

Reply<wire::DeriveKeys> handle(Context& cx, const wire::DeriveKeys& command);

}  // namespace stsafe::sim
