#include "stsafe/host/kek_session.h"

#include <limits>

#include "stsafe/wire/commands/host_key.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "stsafe/wire/envelope.h"
#include "stsafe/wire/host_key_envelope.h"

namespace stsafe::host {

Result<void> KekSession::open(Curve curve) {
  KeyShares shares;
  if (auto begun = begin(curve, shares); !begun) return begun;
  return or_close(start(shares, {.host_public_key = shares.host_key}));
}

Result<void> KekSession::open(Curve curve, HostAuthentication& authentication) {
  KeyShares shares;
  if (auto begun = begin(curve, shares); !begun) return begun;
  const auto signature = authentication.sign(shares);
  if (!signature) return or_close(signature.error());
  return or_close(
      start(shares, {.host_public_key = shares.host_key, .authentication = *signature}));
}

Result<void> KekSession::begin(Curve curve, KeyShares& shares) {
  if (open_) return UsageError::kAlreadyOpen;
  if (!can_agree(curve)) return UsageError::kUnsupportedCurve;
  // From here on the chip may hold a KEK, whatever goes wrong, also an answer that is lost.
  open_ = true;
  num_wrapped_ = 0;
  return or_close(exchange_shares(device_, crypto_.ecdh, curve, shares));
}

Result<void> KekSession::start(const KeyShares& shares,
                               const wire::StartVolatileKekSession& command) {
  if (const auto started = device_.call(command); !started) return started.error();
  crypto::SharedSecret secret;
  if (auto agreed = crypto_.ecdh.agree(shares.private_key, shares.device_key, secret); !agreed) {
    return agreed;
  }
  return channel::derive_base_kek(crypto_.hkdf, secret, shares.device_key, shares.host_key, base_);
}

Result<void> KekSession::or_close(Result<void> done) {
  if (!done) static_cast<void>(close());
  return done;
}

Result<void> KekSession::check_can_wrap() const {
  if (!open_) return UsageError::kNotOpen;
  if (num_wrapped_ == std::numeric_limits<std::uint8_t>::max()) {
    return UsageError::kWrappedCounterSpent;
  }
  return {};
}

Result<void> KekSession::write(const wire::KeyInfo& info, ByteView key) {
  if (auto ready = check_can_wrap(); !ready) return ready;
  if (key.empty() || key.size() != info.key.key_size()) return UsageError::kInconsistentKey;
  // Whether the chip counted this key depends on where it stopped: the two ends must start anew.
  return or_close(wrap_and_send(info, key));
}

Result<HostKeyChange> KekSession::write_host_keys(const HostKeysView& keys) {
  if (auto fitting = check_host_keys(keys); !fitting) return fitting.error();
  if (auto ready = check_can_wrap(); !ready) return ready.error();
  const auto change = settle_host_key_change(device_, wrap_and_send(keys), keys);
  if (!change) static_cast<void>(close());
  return change;
}

Result<void> KekSession::wrap_and_send(const wire::KeyInfo& info, ByteView key) {
  Secret<wire::kMaxEnvelopeSize> plain;
  const auto size = wire::write_envelope(info, key, plain.prepare(wire::kMaxEnvelopeSize));
  if (!size) return size.error();
  Fixed<wire::kMaxEnvelopeSize + crypto::kKeyWrapOverhead> wrapped{};
  const auto envelope = ByteSpan{wrapped}.first(*size + crypto::kKeyWrapOverhead);
  channel::Kek kek;
  if (auto done = next_working_kek(kek); !done) return done;
  if (auto done = crypto_.key_wrap.wrap(kek.reveal(), plain.reveal().first(*size), envelope);
      !done) {
    return done;
  }
  const auto written = device_.call(wire::WriteSymmetricKeyWrapped{wire::Tail{envelope}});
  if (!written) return written.error();
  return {};
}

Result<void> KekSession::wrap_and_send(const HostKeysView& keys) {
  Secret<wire::kMaxHostKeyEnvelopeSize> plain;
  const auto size =
      wire::write_host_key_envelope(keys.type, keys.mac_key, keys.cipher_key,
                                    plain.prepare(wire::host_key_envelope_size(keys.type)));
  if (!size) return size.error();
  Fixed<wire::kMaxHostKeyEnvelopeSize + crypto::kKeyWrapOverhead> wrapped{};
  const auto envelope = ByteSpan{wrapped}.first(*size + crypto::kKeyWrapOverhead);
  channel::Kek kek;
  if (auto done = next_working_kek(kek); !done) return done;
  if (auto done = crypto_.key_wrap.wrap(kek.reveal(), plain.reveal(), envelope); !done) return done;
  const auto written = device_.call(wire::WriteHostKeyV2Wrapped{wire::Tail{envelope}});
  if (!written) return written.error();
  return {};
}

Result<void> KekSession::next_working_kek(channel::Kek& kek) {
  ++num_wrapped_;
  return channel::derive_working_kek(crypto_.hkdf, base_, num_wrapped_, kek);
}

Result<void> KekSession::close() {
  base_.clear();
  if (!open_) return {};
  open_ = false;
  const auto stopped = device_.call(wire::StopVolatileKekSession{});
  // A chip that has no session any more is what was wanted.
  if (!stopped && !stopped.failed_with(Status::kSessionError)) return stopped.error();
  return {};
}

}  // namespace stsafe::host
