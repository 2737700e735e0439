#include "stsafe/sim/handlers/establish_keys.h"

#include "stsafe/channel/established_keys.h"
#include "stsafe/sim/handlers/key_agreement.h"
#include "stsafe/sim/handlers/write_key.h"

namespace stsafe::sim {
namespace {

/// The keys that a confirmation names.
struct KeyList {
  std::array<wire::KeyInfo, wire::kMaxListedKeys> keys{};
  std::size_t size = 0;
  std::size_t key_bytes = 0;

  std::span<const wire::KeyInfo> view() const { return std::span{keys}.first(size); }
};

/// Takes the list apart: at least one key, every length right, no slot twice (trap T-31).
bool read_list(ByteView bytes, KeyList& list) {
  wire::Reader r{bytes};
  do {
    if (list.size == list.keys.size()) return false;
    wire::KeyInfo key;
    next_listed_key(r, key);
    if (r.failed()) return false;
    const auto same_slot = [&](const wire::KeyInfo& other) { return other.slot == key.slot; };
    if (std::ranges::any_of(list.view(), same_slot)) return false;
    list.keys[list.size++] = key;
    list.key_bytes += key.key.key_size();
  } while (!r.at_end());
  return true;
}

/// Keys whose sizes cannot be are refused one by one later; their MAC can be checked all the same.
constexpr std::size_t kMaxKeyBytes = wire::kMaxListedKeys * 32;

Status confirm(Context& cx, const wire::ConfirmSymmetricKeys& command) {
  const auto& pending = cx.ram.pending_keys;
  if (!pending.present) return Status::kSessionError;
  KeyList list;
  if (!read_list(command.keys.bytes(), list)) return Status::kInconsistentCommandData;

  channel::KeyMaterial material;
  if (!channel::derive_symmetric_keys(cx.crypto.hkdf, pending.secret,
                                      std::min(list.key_bytes, kMaxKeyBytes), material)) {
    return Status::kUnexpectedError;
  }
  const auto mac = channel::confirmation_mac(cx.crypto.cmac, material, command.keys.bytes());
  if (!mac) return Status::kUnexpectedError;
  // Not 16: the host session would take that for its own C-MAC (part 02, annex A).
  if (!equal_constant_time(*mac, command.confirmation_mac)) {
    return Status::kAccessConditionNotSatisfied;
  }
  const Provisioning how{ProvisioningMethod::kEstablished, pending.authenticated_by};
  for (const auto& key : list.view()) {
    if (const auto s = check_write(cx, key, how); s != Status::kOk) return s;
  }
  auto rest = material.reveal().subspan(channel::kConfirmationKeySize);
  for (const auto& key : list.view()) {
    const auto size = key.key.key_size();
    write_key(cx, key, rest.first(size));
    rest = rest.subspan(size);
  }
  return Status::kOk;
}

}  // namespace

Reply<wire::EstablishSymmetricKeys> handle(Context& cx,
                                           const wire::EstablishSymmetricKeys& command) {
  Agreement agreement;
  if (const auto status = agree(cx, command, agreement); status != Status::kOk) return status;
  auto& pending = cx.ram.pending_keys;
  copy_bytes(agreement.secret.reveal(), pending.secret.prepare(agreement.secret.size()));
  pending.authenticated_by = agreement.authenticated_by;
  pending.present = true;
  return wire::EstablishSymmetricKeys::Response{};
}

Reply<wire::ConfirmSymmetricKeys> handle(Context& cx, const wire::ConfirmSymmetricKeys& command) {
  const auto status = confirm(cx, command);
  cx.ram.pending_keys.clear();  // whatever came of it (part 02, section 4)
  if (status != Status::kOk) return status;
  return wire::ConfirmSymmetricKeys::Response{};
}

}  // namespace stsafe::sim
