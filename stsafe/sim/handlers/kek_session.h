#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/kek_session.h"

namespace stsafe::sim {

Reply<wire::GenerateEcdhe> handle(Context& cx, const wire::GenerateEcdhe& command);
Reply<wire::StartVolatileKekSession> handle(Context& cx,
                                            const wire::StartVolatileKekSession& command);
Reply<wire::StopVolatileKekSession> handle(Context& cx,
                                           const wire::StopVolatileKekSession& command);

}  // namespace stsafe::sim
