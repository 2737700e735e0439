#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/session.h"
#include "stsafe/base/curve.h"
#include "stsafe/base/hash_algorithm.h"

namespace stsafe::tool {

/// What is signed and in which form the signature travels, as typed.
struct SignedMessageOptions {
  DataArgument data;
  bool is_digest = false;
  std::string hash;            ///< empty: the curve's
  std::string format = "der";  ///< of ECDSA signatures
};

void add_signed_message_options(CLI::App& verb, SignedMessageOptions& options);

/// What the device signs or verifies: a digest, or with Ed25519 the message.
struct ToBeSigned {
  std::optional<HashAlgorithm> hash;  ///< what this host hashed with
  std::vector<std::byte> bytes;
};

/// Reads the message and hashes it here if the curve wants that. Throws Failure (usage) if it does
/// not fit.
ToBeSigned read_to_be_signed(Session& session, const SignedMessageOptions& options, Curve curve,
                             bool is_prehashed);

/// The device's R ‖ S in the form that was asked for. An Ed25519 signature has only one.
std::vector<std::byte> format_signature(const SignedMessageOptions& options, Curve curve,
                                        ByteView signature);
/// And back. Throws Failure (usage) if it is in another form.
std::vector<std::byte> parse_signature(const SignedMessageOptions& options, Curve curve,
                                       ByteView bytes);
/// "der" or "raw".
std::string_view signature_format(const SignedMessageOptions& options, Curve curve);

}  // namespace stsafe::tool
