#include "apps/stsafe/connection.h"

#include <algorithm>

#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/steps.h"
#include "stsafe/base/hex.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::tool {

void Connection::initialise(const std::string& host_keys) {
  if (is_initialised_) return;
  require("Initialise", device_.initialise());
  if (!host_keys.empty()) open_host_session(host_keys);
  is_initialised_ = true;
}

void Connection::open_host_session(const std::string& host_keys) {
  InputSecret keys;
  read_secret(host_keys, "host keys", {32, 64}, keys);
  const auto type = keys.size() == 32 ? wire::HostKeyType::kAes128 : wire::HostKeyType::kAes256;
  const auto both = keys.reveal();
  host_session_.close();
  require("Open host session",
          host_session_.open(type, both.first(both.size() / 2), both.last(both.size() / 2)));
  // From here on every answer is authenticated, whatever the device demands.
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
  // Nothing so far has shown that the device has these keys.
  constexpr auto kProof = "6b6579733f"_hex;
  const auto proof = require("Open host session", device_.call(wire::Echo{wire::Tail{kProof}}));
  if (!std::ranges::equal(proof.message.bytes(), kProof)) {
    throw step_failure("Open host session", LinkError::kUnexpectedResponse);
  }
}

}  // namespace stsafe::tool
