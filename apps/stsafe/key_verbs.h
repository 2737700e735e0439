#pragma once

#include <CLI/CLI.hpp>

#include "apps/stsafe/session.h"

namespace stsafe::tool {

// What 'stsafe key' can do: each adds itself to that verb.
void add_key_list(CLI::App& key, Session& session);
void add_key_provision(CLI::App& key, Session& session);
void add_key_generate(CLI::App& key, Session& session);
void add_key_establish(CLI::App& key, Session& session);
void add_key_erase(CLI::App& key, Session& session);
void add_key_control(CLI::App& key, Session& session);
void add_key_trust(CLI::App& key, Session& session);
void add_key_envelope(CLI::App& key, Session& session);
// The same for 'stsafe keypair': beside the lists of keys.
void add_key_pair_list(CLI::App& pair, Session& session);

}  // namespace stsafe::tool
