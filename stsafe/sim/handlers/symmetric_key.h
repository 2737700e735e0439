#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::sim {

Reply<wire::QuerySymmetricKeyTable> handle(Context& cx,
                                           const wire::QuerySymmetricKeyTable& command);
Reply<wire::QuerySymmetricControlFields> handle(Context& cx,
                                                const wire::QuerySymmetricControlFields& command);
Reply<wire::PutSymmetricControlFields> handle(Context& cx,
                                              const wire::PutSymmetricControlFields& command);
Reply<wire::WriteSymmetricKeyWrapped> handle(Context& cx,
                                             const wire::WriteSymmetricKeyWrapped& command);
Reply<wire::WriteSymmetricKeyPlaintext> handle(Context& cx,
                                               const wire::WriteSymmetricKeyPlaintext& command);
Reply<wire::EraseSymmetricKeySlot> handle(Context& cx, const wire::EraseSymmetricKeySlot& command);

}  // namespace stsafe::sim
