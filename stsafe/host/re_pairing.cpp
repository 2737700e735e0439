#include "stsafe/host/re_pairing.h"

#include "stsafe/host/inconclusive.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::host {

/// Tries other keys on an open session, and can go back.
class RePairing {
 public:
  RePairing(Device& device, HostSession& session)
      : device_(device),
        session_(session),
        type_(session.type_),
        counter_(session.counter_),
        floor_(session.floor_),
        uncertain_(session.uncertain_) {}

  /// Takes the keys and lets the chip show that it has them, too.
  Result<void> try_keys(const HostKeysView& keys) {
    if (auto kept =
            old_keys_.assign(type_, session_.keys_.mac.reveal(), session_.keys_.cipher.reveal());
        !kept) {
      return kept;
    }
    if (auto set = session_.keys_.assign(keys.type, keys.mac_key, keys.cipher_key); !set) {
      return set;
    }
    session_.type_ = keys.type;
    const auto counter = session_.read_counter();
    if (!counter) return counter.error();
    session_.counter_ = session_.floor_ = *counter;
    session_.uncertain_ = false;
    return protected_echo();
  }

  Result<void> go_back() {
    session_.type_ = type_;
    session_.counter_ = counter_;
    session_.floor_ = floor_;
    session_.uncertain_ = uncertain_;
    return session_.keys_.assign(type_, old_keys_.mac.reveal(), old_keys_.cipher.reveal());
  }

 private:
  Result<void> protected_echo() {
    constexpr std::array kMessage{std::byte{0x5A}};
    const auto policy = device_.protection_policy();
    device_.set_protection_policy(ProtectionPolicy::kAlways);
    const auto answer = device_.call(wire::Echo{wire::Tail{kMessage}});
    device_.set_protection_policy(policy);
    if (!answer) return answer.error();
    return {};
  }

  Device& device_;
  HostSession& session_;
  channel::HostKeys old_keys_;
  wire::HostKeyType type_;
  wire::SequenceCounter counter_;
  wire::SequenceCounter floor_;
  bool uncertain_;
};

Result<void> check_host_keys(const HostKeysView& keys) {
  const auto size = wire::key_size(keys.type);
  const bool fit = keys.mac_key.size() == size && keys.cipher_key.size() == size;
  return fit ? Result<void>{} : Result<void>{UsageError::kWrongSize};
}

Result<HostKeyChange> settle_host_key_change(Device& device, const Result<void>& written,
                                             const HostKeysView& keys) {
  if (!written && !is_inconclusive(written.error())) return written.error();
  auto* const session = device.session();
  if (session == nullptr) {
    if (!written) return written.error();
    return HostKeyChange::kWritten;
  }
  RePairing re_pairing{device, *session};
  const auto shown = re_pairing.try_keys(keys);
  if (shown) return HostKeyChange::kKeysChangedSessionReopened;
  if (shown.failed_with(Status::kInvalidCMac) || shown.failed_with(ChannelError::kWrongKeyType)) {
    if (auto back = re_pairing.go_back(); !back) return back.error();
    return written ? Error{LinkError::kUnexpectedResponse} : written.error();
  }
  session->close();
  if (!written) return written.error();
  return HostKeyChange::kWritten;
}

}  // namespace stsafe::host
