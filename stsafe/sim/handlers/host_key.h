#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/host_key.h"

namespace stsafe::sim {

Reply<wire::QueryHostKeySlotV2> handle(Context& cx, const wire::QueryHostKeySlotV2& command);
Reply<wire::QueryHostKeyControlFields> handle(Context& cx,
                                              const wire::QueryHostKeyControlFields& command);
Reply<wire::PutHostKeyControlFields> handle(Context& cx,
                                            const wire::PutHostKeyControlFields& command);
Reply<wire::WriteHostKeyV2Plaintext> handle(Context& cx,
                                            const wire::WriteHostKeyV2Plaintext& command);

}  // namespace stsafe::sim
