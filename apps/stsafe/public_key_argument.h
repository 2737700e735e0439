#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "stsafe/base/public_key.h"

namespace stsafe::tool {

/// A public key in a file, as typed.
struct PublicKeyArgument {
  std::string file;
  std::string curve;  ///< of a raw key; empty: the file says it
};

/// Adds the option for the file, and --raw-curve.
void add_public_key_options(CLI::App& verb, PublicKeyArgument& key, const std::string& option,
                            const std::string& what);

/// Reads it: SubjectPublicKeyInfo or a certificate, PEM or DER; with a curve, raw bytes X ‖ Y (a 04
/// in front is dropped) or 32 bytes. Throws Failure (usage) that names the file.
PublicKey read_public_key_argument(const PublicKeyArgument& key, std::string_view option);

}  // namespace stsafe::tool
