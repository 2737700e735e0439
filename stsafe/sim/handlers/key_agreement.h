#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/key_agreement.h"
#include "stsafe/wire/symmetric_key.h"

// What Start volatile KEK session, Establish symmetric keys and Establish host key V2 have in
// common.
namespace stsafe::sim {

/// What two ends have after a key agreement.
struct Agreement {
  crypto::SharedSecret secret;
  PublicKey device_key;
  /// The public-key slot whose key signed, or kNoKey.
  std::uint8_t authenticated_by = wire::SlotControlFields::kNoKey;
};

/// Agrees with the ephemeral key, which is used up whatever comes of it (traps T-23, T-28 of part
/// 02). The order: key there, algorithm, curve, signature, point.
Status agree(Context& cx, wire::AgreementAlgorithm expected, wire::AgreementAlgorithm asked,
             const PublicKey& host_key,
             const std::optional<wire::AgreementAuthentication>& authentication,
             Agreement& agreement);

/// The same, for a command that has the usual fields.
template <class C>
Status agree(Context& cx, const C& command, Agreement& agreement) {
  return agree(cx, C{}.algorithm, command.algorithm, command.host_public_key,
               command.authentication, agreement);
}

}  // namespace stsafe::sim
