#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/commands/private_key.h"

namespace stsafe::sim {

Reply<wire::QueryPrivateKeyTable> handle(Context& cx, const wire::QueryPrivateKeyTable& command);
Reply<wire::GenerateKeyPair> handle(Context& cx, const wire::GenerateKeyPair& command);
Reply<wire::GenerateSignature> handle(Context& cx, const wire::GenerateSignature& command);
Reply<wire::EstablishKey> handle(Context& cx, const wire::EstablishKey& command);

}  // namespace stsafe::sim
