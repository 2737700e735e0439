#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/decrypt_chunks.h"

namespace stsafe::sim {

Reply<wire::StartDecryptCcmStar> handle(Context& cx, const wire::StartDecryptCcmStar& command);
Reply<wire::StartDecryptGcm> handle(Context& cx, const wire::StartDecryptGcm& command);
Reply<wire::ProcessDecrypt> handle(Context& cx, const wire::ProcessDecrypt& command);
Reply<wire::FinishDecrypt> handle(Context& cx, const wire::FinishDecrypt& command);

}  // namespace stsafe::sim
