#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "apps/stsafe/key_words.h"
#include "apps/stsafe/secret_source.h"

namespace stsafe::tool {

/// What a new symmetric key shall be, as typed; an option that was not given is empty.
struct KeyOptions {
  std::string slot;
  std::string mode = "ccm*";
  std::string type;
  std::string tag_size;
  std::string least_mac_size;
  std::string usage;
  std::string lock = "unlocked";
  std::string counter;
  bool to_host = false;
};

/// Adds --slot, --mode, --type, --tag-length, --mac-length, --usage, --lock, --counter, --to-host.
void add_key_options(CLI::App& verb, KeyOptions& options);

/// The type that was asked for, or that a fresh key of this mode has: AES-256 or a secret. Throws
/// Failure (usage) if it does not fit the mode.
wire::KeyType choose_key_type(const KeyOptions& options);
/// How many bytes a key may have that somebody brings.
SecretSizes key_sizes(const KeyOptions& options);
/// Key information for a key of `size` bytes. Throws Failure (usage) that names the option that
/// does not fit the mode.
wire::KeyInfo make_key_info(const KeyOptions& options, std::size_t size);
/// The warning that goes with a short tag or MAC; empty for others.
std::string_view weak_key_warning(const wire::KeyInfo& info);

}  // namespace stsafe::tool
