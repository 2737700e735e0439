#include "stsafe/sim/handlers/public_key.h"

#include "stsafe/sim/access/public_key_rules.h"

namespace stsafe::sim {
namespace {

/// Asks the verifier, which looks at the key before it looks at a signature.
Result<bool, Status> is_point(Context& cx, const PublicKey& key) {
  const Fixed<crypto::kMaxSignatureSize> nothing{};
  const auto verified =
      cx.crypto.signature.verify(key, crypto::EddsaVariant::kPure, {},
                                 ByteView{nothing}.first(2 * coordinate_size(key.curve())));
  if (verified || verified.failed_with(CryptoError::kNotAuthentic)) return true;
  if (verified.failed_with(CryptoError::kInvalidKey)) return false;
  return Status::kUnexpectedError;
}

}  // namespace

Reply<wire::QueryGenericPublicKeyTable> handle(
    Context& cx, const wire::QueryGenericPublicKeyTable& /*command*/) {
  using Response = wire::QueryGenericPublicKeyTable::Response;
  return Response{Response::NumSlots{static_cast<std::uint8_t>(cx.nvm.num_public_keys)}, {}};
}

Reply<wire::QueryGenericPublicKeySlot> handle(Context& cx,
                                              const wire::QueryGenericPublicKeySlot& command) {
  if (!cx.has_public_key_slot(command.slot)) return Status::kEntryNotFound;
  const auto& slot = cx.nvm.public_keys[command.slot.raw()];
  wire::QueryGenericPublicKeySlot::Response response{.flags = slot.flags};
  if (slot.present) {
    response.presence = decltype(response.presence){1};
    response.public_key = slot.key;
  }
  return response;
}

Reply<wire::PutPublicKeyConfigurationFlags> handle(
    Context& cx, const wire::PutPublicKeyConfigurationFlags& command) {
  if (!includes(wire::kAllPublicKeyFlags, command.flags)) return Status::kInconsistentCommandData;
  if (!cx.has_public_key_slot(command.slot)) return Status::kEntryNotFound;
  if (const auto s = check_put_flags(cx.nvm.public_keys[command.slot.raw()]); s != Status::kOk) {
    return s;
  }
  cx.edit_public_key(command.slot).flags = command.flags;
  return wire::PutPublicKeyConfigurationFlags::Response{};
}

Reply<wire::WritePublicKey> handle(Context& cx, const wire::WritePublicKey& command) {
  if (!cx.has_public_key_slot(command.slot)) return Status::kEntryNotFound;
  const auto& key = command.public_key;
  if (const auto s = check_write(cx.nvm.public_keys[command.slot.raw()], key.curve());
      s != Status::kOk) {
    return s;
  }
  const auto point = is_point(cx, key);
  if (!point) return point.error();
  if (!*point) return Status::kInvalidPublicKey;
  auto& slot = cx.edit_public_key(command.slot);
  slot.key = key;
  slot.present = true;
  return wire::WritePublicKey::Response{};
}

}  // namespace stsafe::sim
