#include <fmt/format.h>

#include <optional>

#include "apps/stsafe/data_output.h"
#include "apps/stsafe/private_key_slot.h"
#include "apps/stsafe/public_key_argument.h"
#include "apps/stsafe/sealing.h"
#include "apps/stsafe/secret_copy.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/host/key_pair.h"
#include "stsafe/wire/commands/private_key.h"

namespace stsafe::tool {
namespace {

struct EcdhOptions {
  std::string slot;
  PublicKeyArgument peer;
  DataOutput output;
  bool show = false;
};

void agree_on_secret(Session& session, const EcdhOptions& options) {
  if (options.output.raw && session.options.json) {
    throw devices::usage_failure("--raw excludes --json");
  }
  const auto slot = parse_private_key_slot(options.slot);
  const auto peer = read_public_key_argument(options.peer, "--peer");
  if (options.output.file.empty()) refuse_terminal(options.show, "shared secret");
  // The use counts, and an ephemeral key is gone after it: nothing may fail then that could before.
  if (!options.output.force) require_new_file(options.output.file);
  auto& device = session.device();
  const auto curve = *require_private_key(device, slot).curve;
  if (!can_agree(curve)) {
    throw devices::usage_failure(fmt::format("the key in slot {} is on Ed25519, which only signs",
                                             private_key_slot_name(slot)));
  }
  if (peer.curve() != curve) {
    throw devices::usage_failure(
        fmt::format("--peer: '{}' is a key on {}, but that in slot {} is "
                    "on {}",
                    options.peer.file, text::name(peer.curve()), private_key_slot_name(slot),
                    text::name(curve)));
  }
  Plan plan;
  plan.add(slot == wire::kEphemeralSlot
               ? std::string{"agree on a secret with the ephemeral key, which is then forgotten"}
               : fmt::format("agree on a secret with the key in slot {}: one use, if its uses are "
                             "limited",
                             slot.raw()),
           wire::EstablishKey{slot, wire::Point{peer}}, Undo::kPossible);
  if (session.options.dry_run) return static_cast<void>(session.may_proceed(plan));
  std::optional<files_posix::OutputFile> file;
  if (!options.output.file.empty()) {
    file.emplace(create_output(options.output.file, options.output.force));
  }
  if (!session.may_proceed(plan)) return;
  crypto::SharedSecret secret;
  require("Agree on a secret",
          host::KeyPair{device, slot, curve}.establish_shared_secret(peer, secret));
  if (file) {
    require_sealed("Write", file->write(secret.reveal()));
    require_sealed("Write", file->commit());
  } else if (!session.options.json) {
    write_data(options.output, secret.reveal());
  }
  if (!session.options.json) return;
  Json json{{"slot", slot.raw()}, {"curve", text::name(curve)}, {"size", secret.size()}};
  if (is_shown(options.output)) {
    json["shared_secret_hex"] = text::to_hex(secret.reveal());
  } else {
    json["file"] = options.output.file;
  }
  print_json(std::move(json));
}

}  // namespace

void add_ecdh(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("ecdh", "Agree on a shared secret with a private key in the device")
          ->group("Cryptography");
  const auto options = std::make_shared<EcdhOptions>();
  verb->add_option("--slot", options->slot, kPrivateKeySlotHelp)->required()->type_name("N");
  add_public_key_options(*verb, options->peer, "--peer", "Public key of the other side");
  verb->get_option("--peer")->required();
  add_data_output(*verb, options->output, "The shared secret");
  verb->add_flag("--show", options->show, "Show the secret, also on a terminal");
  verb->callback([&session, options] { agree_on_secret(session, *options); });
}

}  // namespace stsafe::tool
