#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/ecb.h"

namespace stsafe::sim {

Reply<wire::EncryptEcb> handle(Context& cx, const wire::EncryptEcb& command);
Reply<wire::DecryptEcb> handle(Context& cx, const wire::DecryptEcb& command);

}  // namespace stsafe::sim
