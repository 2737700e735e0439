#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {

void add_key(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("key", "Symmetric keys in the device, and who may write them")
                   ->group("Keys");
  verb->require_subcommand(1);
  add_key_list(*verb, session);
  add_key_provision(*verb, session);
  add_key_generate(*verb, session);
  add_key_establish(*verb, session);
  add_key_erase(*verb, session);
  add_key_control(*verb, session);
  add_key_trust(*verb, session);
  add_key_envelope(*verb, session);
}

}  // namespace stsafe::tool
