#include "stsafe/sim/handlers/private_key.h"

#include "stsafe/sim/access/private_key_rules.h"
#include "stsafe/sim/handlers/verification.h"

namespace stsafe::sim {
namespace {

using Slot = wire::PrivateKeySlot;

/// The ephemeral slot is the same in every profile (part 03, section 2.3).
constexpr wire::ModeOfOperation kEphemeralMode{wire::ModeOfOperation::kKeyEstablishment};

bool is_ephemeral(Slot slot) { return slot == wire::kEphemeralSlot; }

bool exists(const Context& cx, Slot slot) {
  return is_ephemeral(slot) || slot.raw() < cx.nvm.num_private_keys;
}
wire::ModeOfOperation mode_of(const Context& cx, Slot slot) {
  return is_ephemeral(slot) ? kEphemeralMode : cx.nvm.private_keys[slot.raw()].mode;
}
const KeyPair& pair_of(const Context& cx, Slot slot) {
  return is_ephemeral(slot) ? cx.ram.ephemeral_slot : cx.nvm.private_keys[slot.raw()].pair;
}

wire::PrivateKeyRecord record_of(const Context& cx, Slot slot) {
  wire::PrivateKeyRecord record{.slot = slot, .mode = mode_of(cx, slot)};
  const auto& pair = pair_of(cx, slot);
  if (pair.present) record.curve = pair.public_key.curve();
  return record;
}

/// Is there a key in the slot that is not used up?
Status check_slot(const Context& cx, Slot slot) {
  if (!exists(cx, slot)) return Status::kEntryNotFound;
  const bool is_blocked = !is_ephemeral(slot) && cx.nvm.private_keys[slot.raw()].blocked;
  return check_usable(pair_of(cx, slot).present, is_blocked);
}

/// Counts a use that succeeded. The ephemeral key is gone after one; another key is blocked after
/// the last one, and stays (part 03, section 9).
void count_use(Context& cx, Slot slot) {
  if (is_ephemeral(slot)) return cx.ram.ephemeral_slot.clear();
  if (wire::is_unlimited(cx.nvm.private_keys[slot.raw()].uses_left)) return;
  auto& key = cx.edit_private_key(slot);
  const auto left = after_one_use(key.uses_left);
  key.uses_left = left.limit;
  key.blocked = left.blocked;
}

}  // namespace

Reply<wire::QueryPrivateKeyTable> handle(Context& cx,
                                         const wire::QueryPrivateKeyTable& /*command*/) {
  wire::Writer w{cx.scratch};
  const auto num_stored = static_cast<std::uint8_t>(cx.nvm.num_private_keys);
  for (std::uint8_t i = 0; i < num_stored; ++i) encode(w, record_of(cx, Slot{i}));
  encode(w, record_of(cx, wire::kEphemeralSlot));  // listed last (U-11)
  const auto records = w.finish();
  if (!records) return Status::kUnexpectedError;
  using Response = wire::QueryPrivateKeyTable::Response;
  return Response{Response::NumSlots{static_cast<std::uint8_t>(num_stored + 1)},
                  {},
                  wire::kUnlimited,
                  wire::Tail{*records}};
}

// The two bytes of filler are ignored, whatever they are (U-4).
Reply<wire::GenerateKeyPair> handle(Context& cx, const wire::GenerateKeyPair& command) {
  if (!exists(cx, command.slot)) return Status::kEntryNotFound;
  const bool ephemeral = is_ephemeral(command.slot);
  if (const auto s = check_generate(mode_of(cx, command.slot), ephemeral, command.curve,
                                    cx.caller.host_verified);
      s != Status::kOk) {
    return s;
  }
  KeyPair fresh;
  if (!generate_pair(cx.crypto, command.curve, fresh)) return Status::kUnexpectedError;
  const auto keep = [&fresh](KeyPair& pair) {
    copy_bytes(fresh.private_key.reveal(), pair.private_key.prepare(fresh.private_key.size()));
    pair.public_key = fresh.public_key;
    pair.present = true;
  };
  if (ephemeral) {
    keep(cx.ram.ephemeral_slot);
  } else {
    auto& slot = cx.edit_private_key(command.slot);
    keep(slot.pair);
    slot.uses_left = command.usage_limit;
    slot.blocked = false;
  }
  return wire::GenerateKeyPair::Response{wire::Point{fresh.public_key}};
}

Reply<wire::GenerateSignature> handle(Context& cx, const wire::GenerateSignature& command) {
  const auto message = command.message.bytes();
  if (message.empty()) return Status::kInconsistentCommandData;
  if (const auto s = check_slot(cx, command.slot); s != Status::kOk) return s;
  const auto& pair = pair_of(cx, command.slot);
  const auto curve = pair.public_key.curve();
  const auto mode = mode_of(cx, command.slot);
  if (const auto s = check_use(mode, curve, PrivateKeyUse::kSign); s != Status::kOk) return s;
  const bool prehashed = curve == Curve::kEd25519 && mode.signs_prehashed();
  if (prehashed && message.size() != kPrehashSize) return Status::kInconsistentCommandData;

  const auto size = coordinate_size(curve);
  const auto signature = cx.scratch.first(2 * size);
  if (!cx.crypto.signature.sign(
          curve, pair.private_key,
          prehashed ? crypto::EddsaVariant::kPrehashed : crypto::EddsaVariant::kPure, message,
          signature)) {
    return Status::kUnexpectedError;
  }
  count_use(cx, command.slot);
  return wire::GenerateSignature::Response{wire::Prefixed{signature.first(size)},
                                           wire::Prefixed{signature.subspan(size)}};
}

Reply<wire::EstablishKey> handle(Context& cx, const wire::EstablishKey& command) {
  if (const auto s = check_slot(cx, command.slot); s != Status::kOk) return s;
  const auto& pair = pair_of(cx, command.slot);
  const auto curve = pair.public_key.curve();
  const auto peer = command.peer_public_key.on(curve);
  if (!peer) return Status::kInconsistentCommandData;
  if (const auto s = check_use(mode_of(cx, command.slot), curve, PrivateKeyUse::kEstablish);
      s != Status::kOk) {
    return s;
  }
  crypto::SharedSecret secret;
  if (const auto agreed = cx.crypto.ecdh.agree(pair.private_key, *peer, secret); !agreed) {
    return agreed.failed_with(CryptoError::kInvalidKey) ? Status::kInvalidPublicKey
                                                        : Status::kUnexpectedError;
  }
  count_use(cx, command.slot);
  const auto shown = cx.scratch.first(secret.size());
  copy_bytes(secret.reveal(), shown);
  return wire::EstablishKey::Response{wire::Prefixed{shown}};
}

}  // namespace stsafe::sim
