#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::sim {

Reply<wire::Echo> handle(Context& cx, const wire::Echo& command);
Reply<wire::Reset> handle(Context& cx, const wire::Reset& command);
Reply<wire::GenerateRandom> handle(Context& cx, const wire::GenerateRandom& command);
Reply<wire::QueryLifeCycle> handle(Context& cx, const wire::QueryLifeCycle& command);
Reply<wire::QueryProductData> handle(Context& cx, const wire::QueryProductData& command);
Reply<wire::QueryCommandAuthorization> handle(Context& cx,
                                              const wire::QueryCommandAuthorization& command);

}  // namespace stsafe::sim
