#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/encrypt_chunks.h"

namespace stsafe::sim {

Reply<wire::StartEncryptCcmStar> handle(Context& cx, const wire::StartEncryptCcmStar& command);
Reply<wire::StartEncryptGcm> handle(Context& cx, const wire::StartEncryptGcm& command);
Reply<wire::ProcessEncrypt> handle(Context& cx, const wire::ProcessEncrypt& command);
Reply<wire::FinishEncrypt> handle(Context& cx, const wire::FinishEncrypt& command);

}  // namespace stsafe::sim
