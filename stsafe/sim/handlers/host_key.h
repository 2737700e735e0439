#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/host_key.h"

namespace stsafe::sim {

Reply<wire::QueryHostKeySlotV1> handle(Context& cx, const wire::QueryHostKeySlotV1& command);
Reply<wire::QueryHostKeySlotV2> handle(Context& cx, const wire::QueryHostKeySlotV2& command);
Reply<wire::QueryHostKeyControlFields> handle(Context& cx,
                                              const wire::QueryHostKeyControlFields& command);
Reply<wire::PutHostKeyControlFields> handle(Context& cx,
                                            const wire::PutHostKeyControlFields& command);
Reply<wire::WriteHostKeyV2Plaintext> handle(Context& cx,
                                            const wire::WriteHostKeyV2Plaintext& command);
Reply<wire::PutHostKeySlotV1> handle(Context& cx, const wire::PutHostKeySlotV1& command);
Reply<wire::WriteHostKeyV2Wrapped> handle(Context& cx, const wire::WriteHostKeyV2Wrapped& command);
Reply<wire::EstablishHostKeyV2> handle(Context& cx, const wire::EstablishHostKeyV2& command);

}  // namespace stsafe::sim
