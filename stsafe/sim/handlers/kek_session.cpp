#include "stsafe/sim/handlers/kek_session.h"

namespace stsafe::sim {
namespace {

/// The generic public key slots of SPL05 (part 04, section 2.3).
constexpr std::uint8_t kNumPublicKeySlots = 4;

/// What the chip says of an authenticated form. No command of this simulator fills a generic public
/// key slot yet, so there is never a key to verify with.
Status check_authentication(const wire::AgreementAuthentication& authentication) {
  if (authentication.filler != 0) return Status::kInconsistentCommandData;
  if (authentication.public_key_slot.raw() >= kNumPublicKeySlots) return Status::kEntryNotFound;
  return Status::kKeyNotFound;
}

Status agree(Context& cx, const wire::StartVolatileKekSession& command, channel::Kek& base) {
  const auto& own = cx.ram.ephemeral;
  if (!own.present) return Status::kKeyNotFound;
  if (command.algorithm != wire::AgreementAlgorithm::kKekUnwrapping) {
    return Status::kInconsistentCommandData;
  }
  const auto& peer = command.host_public_key;
  if (peer.curve() != own.public_key.curve()) return Status::kInconsistentCommandData;
  if (command.authentication) {
    if (const auto status = check_authentication(*command.authentication); status != Status::kOk) {
      return status;
    }
  }
  crypto::SharedSecret secret;
  if (const auto agreed = cx.crypto.ecdh.agree(own.private_key, peer, secret); !agreed) {
    return agreed.failed_with(CryptoError::kInvalidKey) ? Status::kInvalidPublicKey
                                                        : Status::kUnexpectedError;
  }
  const auto derived = channel::derive_base_kek(cx.crypto.hkdf, secret, own.public_key, peer, base);
  return derived ? Status::kOk : Status::kUnexpectedError;
}

}  // namespace

Reply<wire::GenerateEcdhe> handle(Context& cx, const wire::GenerateEcdhe& command) {
  if (!can_agree(command.curve)) return Status::kWrongKeyType;
  auto& key = cx.ram.ephemeral;
  key.clear();
  if (!cx.crypto.ecdh.generate(command.curve, key.private_key, key.public_key)) {
    return Status::kUnexpectedError;
  }
  key.present = true;
  return wire::GenerateEcdhe::Response{key.public_key};
}

Reply<wire::StartVolatileKekSession> handle(Context& cx,
                                            const wire::StartVolatileKekSession& command) {
  channel::Kek base;
  const auto status = agree(cx, command, base);
  cx.ram.ephemeral.clear();  // single use, whatever came of it (trap T-23)
  if (status != Status::kOk) return status;
  cx.ram.kek.clear();
  copy_bytes(base.reveal(), cx.ram.kek.base.prepare(base.size()));
  cx.ram.kek.open = true;
  return wire::StartVolatileKekSession::Response{};
}

Reply<wire::StopVolatileKekSession> handle(Context& cx,
                                           const wire::StopVolatileKekSession& /*command*/) {
  if (!cx.ram.kek.open) return Status::kSessionError;
  cx.ram.kek.clear();
  return wire::StopVolatileKekSession::Response{};
}

}  // namespace stsafe::sim
