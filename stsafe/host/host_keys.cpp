#include "stsafe/host/host_keys.h"

#include "stsafe/host/inconclusive.h"
#include "stsafe/wire/commands/host_key.h"

namespace stsafe::host {
namespace {

HostKeysView view_of(wire::HostKeyType type, const channel::HostKeys& keys) {
  return {type, keys.mac.reveal(), keys.cipher.reveal()};
}

/// Derives the keys and tells the chip to do the same.
Result<void> derive_on_both_ends(Device& device, const AgreementCrypto& crypto, Curve curve,
                                 wire::HostKeyType type, channel::HostKeys& keys,
                                 HostAuthentication* authentication) {
  if (!can_agree(curve)) return UsageError::kUnsupportedCurve;
  KeyShares shares;
  if (auto done = exchange_shares(device, crypto.ecdh, curve, shares); !done) return done;
  wire::EstablishHostKeyV2 command{.host_public_key = shares.host_key, .type = type};
  if (authentication != nullptr) {
    const auto signature = authentication->sign(shares);
    if (!signature) return signature.error();
    command.authentication = *signature;
  }
  // First, so that a chip that has derived the keys never is alone with them.
  crypto::SharedSecret secret;
  if (auto agreed = crypto.ecdh.agree(shares.private_key, shares.device_key, secret); !agreed) {
    return agreed;
  }
  if (auto derived = channel::derive_host_keys(crypto.hkdf, secret, shares.device_key,
                                               shares.host_key, type, keys);
      !derived) {
    return derived;
  }
  const auto established = device.call(command);
  if (!established) return established.error();
  return {};
}

}  // namespace

Result<HostKeyChange> write_host_keys_plaintext(Device& device, wire::HostKeyType type,
                                                ByteView mac_key, ByteView cipher_key) {
  const HostKeysView keys{type, mac_key, cipher_key};
  if (auto fitting = check_host_keys(keys); !fitting) return fitting.error();
  const auto answer = device.call(wire::WriteHostKeyV2Plaintext{
      .type = type, .mac_key = {mac_key}, .cipher_key = wire::Tail{cipher_key}});
  const auto written = answer ? Result<void>{} : Result<void>{answer.error()};
  return settle_host_key_change(device, written, keys);
}

Result<HostKeyChange> write_host_keys_v1(Device& device, ByteView mac_key, ByteView cipher_key) {
  const HostKeysView keys{wire::HostKeyType::kAes128, mac_key, cipher_key};
  if (auto fitting = check_host_keys(keys); !fitting) return fitting.error();
  const auto answer = device.call(
      wire::PutHostKeySlotV1{.mac_key = {mac_key}, .cipher_key = wire::Tail{cipher_key}});
  const auto written = answer ? Result<void>{} : Result<void>{answer.error()};
  return settle_host_key_change(device, written, keys);
}

Result<HostKeyChange> write_host_keys_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                              const HostKeysView& keys,
                                              HostAuthentication* authentication) {
  if (auto fitting = check_host_keys(keys); !fitting) return fitting.error();
  KekSession kek{device, crypto};
  const auto opened =
      authentication != nullptr ? kek.open(curve, *authentication) : kek.open(curve);
  if (!opened) return opened.error();
  return kek.write_host_keys(keys);
}

Result<HostKeyChange> establish_host_keys(Device& device, const AgreementCrypto& crypto,
                                          Curve curve, wire::HostKeyType type,
                                          channel::HostKeys& keys,
                                          HostAuthentication* authentication) {
  keys.mac.clear();
  keys.cipher.clear();
  const auto written = derive_on_both_ends(device, crypto, curve, type, keys, authentication);
  // An error from before the command, too, may look as if it left something open.
  const bool has_keys = !keys.mac.empty();
  if (!has_keys) return written.error();
  const auto change = settle_host_key_change(device, written, view_of(type, keys));
  if (!change && !is_inconclusive(change.error())) {
    keys.mac.clear();
    keys.cipher.clear();
  }
  return change;
}

}  // namespace stsafe::host
