#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/ccm_star.h"

namespace stsafe::sim {

Reply<wire::EncryptCcmStar> handle(Context& cx, const wire::EncryptCcmStar& command);
Reply<wire::DecryptCcmStar> handle(Context& cx, const wire::DecryptCcmStar& command);

}  // namespace stsafe::sim
