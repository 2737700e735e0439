#include "stsafe/host/kek_session.h"

#include <limits>

#include "stsafe/wire/commands/kek_session.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "stsafe/wire/envelope.h"

namespace stsafe::host {

Result<void> KekSession::open(Curve curve) {
  if (open_) return UsageError::kAlreadyOpen;
  if (!can_agree(curve)) return UsageError::kUnsupportedCurve;
  // From here on the chip may hold a KEK, whatever goes wrong, also an answer that is lost.
  open_ = true;
  num_wrapped_ = 0;
  const auto started = start(curve);
  if (!started) static_cast<void>(close());
  return started;
}

Result<void> KekSession::start(Curve curve) {
  crypto::PrivateKey private_key;
  PublicKey host_key;
  if (auto made = crypto_.ecdh.generate(curve, private_key, host_key); !made) return made;
  const auto device_share = device_.call(wire::GenerateEcdhe{.curve = curve});
  if (!device_share) return device_share.error();
  const auto device_key = device_share->public_key;
  if (device_key.curve() != curve) return LinkError::kUnexpectedResponse;
  const auto started = device_.call(wire::StartVolatileKekSession{.host_public_key = host_key});
  if (!started) return started.error();
  crypto::SharedSecret secret;
  if (auto agreed = crypto_.ecdh.agree(private_key, device_key, secret); !agreed) return agreed;
  return channel::derive_base_kek(crypto_.hkdf, secret, device_key, host_key, base_);
}

Result<void> KekSession::write(const wire::KeyInfo& info, ByteView key) {
  if (!open_) return UsageError::kNotOpen;
  if (key.empty() || key.size() != info.key.key_size()) return UsageError::kInconsistentKey;
  if (num_wrapped_ == std::numeric_limits<std::uint8_t>::max()) {
    return UsageError::kWrappedCounterSpent;
  }
  const auto written = wrap_and_send(info, key);
  // Whether the chip counted this key depends on where it stopped: the two ends must start anew.
  if (!written) static_cast<void>(close());
  return written;
}

Result<void> KekSession::wrap_and_send(const wire::KeyInfo& info, ByteView key) {
  Secret<wire::kMaxEnvelopeSize> plain;
  const auto size = wire::write_envelope(info, key, plain.prepare(wire::kMaxEnvelopeSize));
  if (!size) return size.error();

  channel::Kek working;
  ++num_wrapped_;
  if (auto derived = channel::derive_working_kek(crypto_.hkdf, base_, num_wrapped_, working);
      !derived) {
    return derived;
  }
  Fixed<wire::kMaxEnvelopeSize + crypto::kKeyWrapOverhead> wrapped{};
  const auto envelope = ByteSpan{wrapped}.first(*size + crypto::kKeyWrapOverhead);
  if (auto done = crypto_.key_wrap.wrap(working.reveal(), plain.reveal().first(*size), envelope);
      !done) {
    return done;
  }
  const auto written = device_.call(wire::WriteSymmetricKeyWrapped{wire::Tail{envelope}});
  if (!written) return written.error();
  return {};
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
