#include "stsafe/host/establish_keys.h"

#include "stsafe/channel/established_keys.h"
#include "stsafe/wire/commands/establish_keys.h"

namespace stsafe::host {
namespace {

Result<void> check(Curve curve, std::span<const wire::KeyInfo> keys, std::span<Secret<32>> values) {
  if (!can_agree(curve)) return UsageError::kUnsupportedCurve;
  if (keys.empty() || keys.size() > wire::kMaxListedKeys) return UsageError::kOutOfRange;
  if (values.size() != keys.size()) return UsageError::kWrongSize;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto size = keys[i].key.key_size();
    const auto same_slot = [&](const wire::KeyInfo& other) { return other.slot == keys[i].slot; };
    if (size == 0 || size > 32 || std::ranges::any_of(keys.first(i), same_slot)) {
      return UsageError::kInconsistentKey;
    }
  }
  return {};
}

/// Agrees on a secret with the chip, which keeps it for the confirmation.
Result<void> agree(Device& device, crypto::Ecdh& ecdh, Curve curve,
                   HostAuthentication* authentication, crypto::SharedSecret& secret) {
  KeyShares shares;
  if (auto done = exchange_shares(device, ecdh, curve, shares); !done) return done;
  wire::EstablishSymmetricKeys command{.host_public_key = shares.host_key};
  if (authentication != nullptr) {
    const auto signature = authentication->sign(shares);
    if (!signature) return signature.error();
    command.authentication = *signature;
  }
  if (const auto done = device.call(command); !done) return done.error();
  return ecdh.agree(shares.private_key, shares.device_key, secret);
}

/// Cuts the material into the keys.
Result<void> copy_values(const channel::KeyMaterial& material, std::span<const wire::KeyInfo> keys,
                         std::span<Secret<32>> values) {
  auto rest = material.reveal().subspan(channel::kConfirmationKeySize);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto size = keys[i].key.key_size();
    if (auto set = values[i].assign(rest.first(size)); !set) return set;
    rest = rest.subspan(size);
  }
  return {};
}

/// Shows the chip that both ends agreed, and which keys to derive.
Result<void> confirm(Device& device, crypto::Cmac& cmac, const channel::KeyMaterial& material,
                     std::span<const wire::KeyInfo> keys) {
  Fixed<wire::kMaxKeyListSize> buffer{};
  wire::Writer w{buffer};
  wire::encode_key_list(w, keys);
  const auto list = w.finish();
  if (!list) return list.error();
  const auto mac = channel::confirmation_mac(cmac, material, *list);
  if (!mac) return mac.error();
  const auto confirmed = device.call(wire::ConfirmSymmetricKeys{*mac, wire::Tail{*list}});
  if (!confirmed) return confirmed.error();
  return {};
}

Result<KeyWrite> establish(Device& device, const EstablishCrypto& crypto, Curve curve,
                           std::span<const wire::KeyInfo> keys, std::span<Secret<32>> values,
                           HostAuthentication* authentication) {
  if (auto fitting = check(curve, keys, values); !fitting) return fitting.error();
  const auto before = read_symmetric_key_table(device);
  if (!before) return before.error();
  std::size_t keys_size = 0;
  for (const auto& key : keys) {
    if (key.slot.raw() >= before->num_slots) return Status::kEntryNotFound;
    keys_size += key.key.key_size();
  }
  crypto::SharedSecret secret;
  if (auto agreed = agree(device, crypto.ecdh, curve, authentication, secret); !agreed) {
    return agreed.error();
  }
  channel::KeyMaterial material;
  if (auto done = channel::derive_symmetric_keys(crypto.hkdf, secret, keys_size, material); !done) {
    return done.error();
  }
  if (auto copied = copy_values(material, keys, values); !copied) return copied.error();
  const auto confirmed = confirm(device, crypto.cmac, material, keys);
  return settle_key_write(device, *before, keys, confirmed, wire::ConfirmSymmetricKeys::kOpcode);
}

}  // namespace

Result<KeyWrite> establish_symmetric_keys(Device& device, const EstablishCrypto& crypto,
                                          Curve curve, std::span<const wire::KeyInfo> keys,
                                          std::span<Secret<32>> values,
                                          HostAuthentication* authentication) {
  auto established = establish(device, crypto, curve, keys, values, authentication);
  if (!established) {
    for (auto& value : values) value.clear();
  }
  return established;
}

}  // namespace stsafe::host
