#include "stsafe/sim/handlers/kek_session.h"

#include "stsafe/sim/handlers/key_agreement.h"

namespace stsafe::sim {
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
  Agreement agreement;
  if (const auto status = agree(cx, command, agreement); status != Status::kOk) return status;
  channel::Kek base;
  if (!channel::derive_base_kek(cx.crypto.hkdf, agreement.secret, agreement.device_key,
                                command.host_public_key, base)) {
    return Status::kUnexpectedError;
  }
  auto& kek = cx.ram.kek;
  kek.clear();
  copy_bytes(base.reveal(), kek.base.prepare(base.size()));
  kek.authenticated_by = agreement.authenticated_by;
  kek.open = true;
  return wire::StartVolatileKekSession::Response{};
}

Reply<wire::StopVolatileKekSession> handle(Context& cx,
                                           const wire::StopVolatileKekSession& /*command*/) {
  if (!cx.ram.kek.open) return Status::kSessionError;
  cx.ram.kek.clear();
  return wire::StopVolatileKekSession::Response{};
}

}  // namespace stsafe::sim
