#include <fmt/format.h>

#include "apps/stsafe/data_output.h"
#include "apps/stsafe/private_key_slot.h"
#include "apps/stsafe/signed_message.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/host/key_pair.h"
#include "stsafe/wire/commands/private_key.h"

namespace stsafe::tool {
namespace {

struct SignOptions {
  std::string slot;
  SignedMessageOptions message;
  DataOutput output;
};

void sign_message(Session& session, const SignOptions& options) {
  if (options.output.raw && session.options.json) {
    throw devices::usage_failure("--raw excludes --json");
  }
  const auto slot = parse_private_key_slot(options.slot);
  auto& device = session.device();
  const auto record = require_private_key(device, slot);
  const auto curve = *record.curve;
  if (!can_sign(curve)) {
    throw devices::usage_failure(fmt::format("the key in slot {} is on X25519, which cannot sign",
                                             private_key_slot_name(slot)));
  }
  const auto data =
      read_to_be_signed(session, options.message, curve, record.mode.signs_prehashed());
  if (data.bytes.empty()) throw devices::usage_failure("an empty message cannot be signed");
  Plan plan;
  plan.add(fmt::format("sign with the {} key in slot {}: one use, if its uses are limited",
                       text::name(curve), private_key_slot_name(slot)),
           wire::GenerateSignature{slot, wire::Prefixed{data.bytes}}, Undo::kPossible);
  if (!session.may_proceed(plan)) return;
  std::vector<std::byte> signature(2 * coordinate_size(curve));
  require("Sign", host::KeyPair{device, slot, curve}.sign(data.bytes, signature));
  const auto formatted = format_signature(options.message, curve, signature);
  if (!session.options.json) return write_data(options.output, formatted);
  Json json{{"slot", slot.raw()},
            {"curve", text::name(curve)},
            {"format", signature_format(options.message, curve)}};
  if (data.hash) json["hash"] = text::name(*data.hash);
  json["signature_hex"] = text::to_hex(formatted);
  if (!options.output.file.empty()) {
    write_data(options.output, formatted);
    json["file"] = options.output.file;
  }
  print_json(std::move(json));
}

}  // namespace

void add_sign(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("sign", "Sign with a private key in the device: ECDSA or EdDSA")
                   ->group("Cryptography");
  const auto options = std::make_shared<SignOptions>();
  verb->add_option("--slot", options->slot, "Private key slot")->required()->type_name("N");
  add_signed_message_options(*verb, options->message);
  add_data_output(*verb, options->output, "The signature");
  verb->callback([&session, options] { sign_message(session, *options); });
}

}  // namespace stsafe::tool
