#include "apps/stsafe/connection.h"

#include "apps/stsafe/host_key_proof.h"
#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/steps.h"

namespace stsafe::tool {

void Connection::initialise(const std::string& host_keys, Proof proof) {
  if (is_initialised_) return;
  require("Initialise", device_.initialise());
  if (!host_keys.empty()) open_host_session(host_keys, proof);
  is_initialised_ = true;
}

void Connection::open_host_session(const std::string& host_keys, Proof proof) {
  InputSecret keys;
  read_secret(host_keys, "host keys", {32, 64}, keys);
  const auto type = keys.size() == 32 ? wire::HostKeyType::kAes128 : wire::HostKeyType::kAes256;
  const auto both = keys.reveal();
  host_session_.close();
  require("Open host session",
          host_session_.open(type, both.first(both.size() / 2), both.last(both.size() / 2)));
  // From here on every answer is authenticated, whatever the device demands.
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
  if (proof == Proof::kNow) prove_host_keys(*this);
}

}  // namespace stsafe::tool
