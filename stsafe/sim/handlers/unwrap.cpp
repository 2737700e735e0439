#include "stsafe/sim/handlers/unwrap.h"

#include <limits>

namespace stsafe::sim {

Status unwrap(Context& cx, ByteView wrapped, ByteSpan plain) {
  auto& kek = cx.ram.kek;
  if (kek.num_wrapped == std::numeric_limits<std::uint8_t>::max()) {
    return Status::kCounterLimitExceeded;
  }
  ++kek.num_wrapped;
  channel::Kek working;
  if (!channel::derive_working_kek(cx.crypto.hkdf, kek.base, kek.num_wrapped, working)) {
    return Status::kUnexpectedError;
  }
  const auto unwrapped = cx.crypto.key_wrap.unwrap(working.reveal(), wrapped, plain);
  return unwrapped ? Status::kOk : Status::kInconsistentCommandData;
}

}  // namespace stsafe::sim
