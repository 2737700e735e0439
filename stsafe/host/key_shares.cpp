#include "stsafe/host/key_shares.h"

#include "stsafe/wire/commands/kek_session.h"

namespace stsafe::host {

Result<void> exchange_shares(Device& device, crypto::Ecdh& ecdh, Curve curve, KeyShares& shares) {
  if (auto made = ecdh.generate(curve, shares.private_key, shares.host_key); !made) return made;
  const auto answer = device.call(wire::GenerateEcdhe{.curve = curve});
  if (!answer) return answer.error();
  shares.device_key = answer->public_key;
  if (shares.device_key.curve() != curve) return LinkError::kUnexpectedResponse;
  return {};
}

}  // namespace stsafe::host
