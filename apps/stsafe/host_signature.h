#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "apps/stsafe/session.h"
#include "stsafe/host/host_authentication.h"

namespace stsafe::tool {

struct HostSignatureOptions {
  std::string private_key_file;
  std::string public_key_slot;
};

/// Adds --authenticate-with and --authenticate-slot.
void add_host_signature_options(CLI::App& verb, HostSignatureOptions& options);

/// The host's signature on a key agreement, if it was asked for: a private key in a file, whose
/// public key the device has in a slot.
class HostSignature {
 public:
  /// Reads the key. Throws Failure (usage) if it cannot be read or is open to other users.
  HostSignature(Session& session, const HostSignatureOptions& options);
  HostSignature(const HostSignature&) = delete;
  HostSignature& operator=(const HostSignature&) = delete;

  /// Null for an anonymous agreement.
  host::HostAuthentication* authentication() { return authentication_.get(); }
  /// Where the device has the public key.
  std::optional<std::uint8_t> key_slot() const { return key_slot_; }

 private:
  crypto::PrivateKey private_key_;
  std::optional<std::uint8_t> key_slot_;
  std::unique_ptr<host::HostAuthentication> authentication_;
};

}  // namespace stsafe::tool
