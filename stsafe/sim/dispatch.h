#pragma once

#include "stsafe/sim/handlers/ccm_star.h"
#include "stsafe/sim/handlers/data_zone.h"
#include "stsafe/sim/handlers/decrypt_chunks.h"
#include "stsafe/sim/handlers/derive_keys.h"
#include "stsafe/sim/handlers/device.h"
#include "stsafe/sim/handlers/device_settings.h"
#include "stsafe/sim/handlers/ecb.h"
#include "stsafe/sim/handlers/encrypt_chunks.h"
#include "stsafe/sim/handlers/entity.h"
#include "stsafe/sim/handlers/establish_keys.h"
#include "stsafe/sim/handlers/gcm.h"
#include "stsafe/sim/handlers/hash.h"
#include "stsafe/sim/handlers/host_key.h"
#include "stsafe/sim/handlers/kek_session.h"
#include "stsafe/sim/handlers/local_envelope.h"
#include "stsafe/sim/handlers/mac.h"
#include "stsafe/sim/handlers/private_key.h"
#include "stsafe/sim/handlers/public_key.h"
#include "stsafe/sim/handlers/signature.h"
#include "stsafe/sim/handlers/symmetric_key.h"
#include "stsafe/wire/registry.h"

// From code and payload to the handler: decoded before it runs, encoded after it. A command of the
// registry without a handler does not compile.
namespace stsafe::sim {

struct Outcome {
  Result<std::size_t, Status> payload_size = Status::kCommandCodeNotSupported;
  std::optional<wire::CommandIndex> command{};
};

/// Runs the command that `opcode` and `payload` name; writes the answer's payload to `out`.
Outcome dispatch(Context& cx, wire::Opcode opcode, ByteView payload, ByteSpan out);

/// True if the simulator knows a command with this code.
bool is_supported(wire::Opcode opcode);

}  // namespace stsafe::sim
