#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/data_zone.h"

namespace stsafe::sim {

Reply<wire::QueryDataPartition> handle(Context& cx, const wire::QueryDataPartition& command);
Reply<wire::Read> handle(Context& cx, const wire::Read& command);
Reply<wire::Update> handle(Context& cx, const wire::Update& command);
Reply<wire::Decrement> handle(Context& cx, const wire::Decrement& command);

}  // namespace stsafe::sim
