#include "apps/stsafe/verbs.h"

namespace stsafe::tool {

void add_verbs(CLI::App& app, Session& session) {
  // Device
  add_info(app, session);
  add_doctor(app, session);
  add_echo(app, session);
  add_access(app, session);
  add_password(app, session);
  add_life_cycle(app, session);
  add_i2c(app, session);
  add_reset(app, session);
  add_standby(app, session);
  add_hibernate(app, session);
  add_cert(app, session);
  add_authenticate(app, session);
  // Keys
  add_key(app, session);
  add_pair(app, session);
  add_keypair(app, session);
  // Cryptography
  add_random(app, session);
  add_hash(app, session);
  add_encrypt(app, session);
  add_decrypt(app, session);
  add_mac(app, session);
  add_derive(app, session);
  add_sign(app, session);
  add_verify(app, session);
  add_ecdh(app, session);
  // Data
  add_zone(app, session);
  add_counter(app, session);
  // Sealed data
  add_seal(app, session);
  add_open(app, session);
  add_channel(app, session);
  // Help
  add_demo(app, session);
  add_explain(app, session);
  add_commands(app, session);
  add_profile(app, session);
  add_ca(app, session);
}

}  // namespace stsafe::tool
