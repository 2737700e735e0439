#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/establish_keys.h"

namespace stsafe::sim {

Reply<wire::EstablishSymmetricKeys> handle(Context& cx,
                                           const wire::EstablishSymmetricKeys& command);
Reply<wire::ConfirmSymmetricKeys> handle(Context& cx, const wire::ConfirmSymmetricKeys& command);

}  // namespace stsafe::sim
