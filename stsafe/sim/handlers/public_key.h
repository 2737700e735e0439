#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/public_key.h"

namespace stsafe::sim {

Reply<wire::QueryGenericPublicKeyTable> handle(Context& cx,
                                               const wire::QueryGenericPublicKeyTable& command);
Reply<wire::QueryGenericPublicKeySlot> handle(Context& cx,
                                              const wire::QueryGenericPublicKeySlot& command);
Reply<wire::PutPublicKeyConfigurationFlags> handle(
    Context& cx, const wire::PutPublicKeyConfigurationFlags& command);
Reply<wire::WritePublicKey> handle(Context& cx, const wire::WritePublicKey& command);

}  // namespace stsafe::sim
