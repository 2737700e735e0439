#pragma once

#include <CLI/CLI.hpp>

#include "apps/stsafe/session.h"

namespace stsafe::tool {

// One verb each: adds itself to the command line.
void add_info(CLI::App& app, Session& session);
void add_doctor(CLI::App& app, Session& session);
void add_echo(CLI::App& app, Session& session);
void add_access(CLI::App& app, Session& session);
void add_password(CLI::App& app, Session& session);
void add_life_cycle(CLI::App& app, Session& session);
void add_i2c(CLI::App& app, Session& session);
void add_reset(CLI::App& app, Session& session);
void add_standby(CLI::App& app, Session& session);
void add_hibernate(CLI::App& app, Session& session);
void add_cert(CLI::App& app, Session& session);
void add_authenticate(CLI::App& app, Session& session);
void add_key(CLI::App& app, Session& session);
void add_pair(CLI::App& app, Session& session);
void add_keypair(CLI::App& app, Session& session);
void add_random(CLI::App& app, Session& session);
void add_hash(CLI::App& app, Session& session);
void add_encrypt(CLI::App& app, Session& session);
void add_decrypt(CLI::App& app, Session& session);
void add_mac(CLI::App& app, Session& session);
void add_derive(CLI::App& app, Session& session);
void add_sign(CLI::App& app, Session& session);
void add_verify(CLI::App& app, Session& session);
void add_ecdh(CLI::App& app, Session& session);
void add_zone(CLI::App& app, Session& session);
void add_counter(CLI::App& app, Session& session);
void add_seal(CLI::App& app, Session& session);
void add_open(CLI::App& app, Session& session);
void add_channel(CLI::App& app, Session& session);
void add_demo(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_commands(CLI::App& app, Session& session);
void add_profile(CLI::App& app, Session& session);
void add_ca(CLI::App& app, Session& session);

// There are the following at the program's start alone; two tell of the command line itself.
void add_shell(CLI::App& app, Session& session);
void add_completion(CLI::App& app);
void add_manual(CLI::App& app);

/// What there is in the shell alone.
void add_shell_verbs(CLI::App& app, Session& session);

/// All that there are everywhere, in the order of the help.
void add_verbs(CLI::App& app, Session& session);

}  // namespace stsafe::tool
