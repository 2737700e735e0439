#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/gcm.h"

namespace stsafe::sim {

Reply<wire::EncryptGcm> handle(Context& cx, const wire::EncryptGcm& command);
Reply<wire::DecryptGcm> handle(Context& cx, const wire::DecryptGcm& command);

}  // namespace stsafe::sim
