#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/public_key_argument.h"
#include "apps/stsafe/signed_message.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "stsafe/host/generic_public_keys.h"
#include "stsafe/host/signature.h"

namespace stsafe::tool {
namespace {

constexpr std::size_t kMaxSignatureFile = 4096;

struct VerifyOptions {
  PublicKeyArgument key;
  std::string slot;
  std::string signature;
  std::optional<std::string> signature_hex;
  bool is_prehashed = false;
  SignedMessageOptions message;
};

PublicKey choose_public_key(Session& session, const VerifyOptions& options) {
  if (!options.key.file.empty()) return read_public_key_argument(options.key, "--key");
  if (options.slot.empty()) {
    throw devices::usage_failure("give the public key: --key FILE, or --slot N");
  }
  const wire::PublicKeySlot slot{parse_slot(options.slot).raw()};
  const auto entry = require(fmt::format("Public key slot {}", slot.raw()),
                             host::GenericPublicKeys{session.device()}.read(slot));
  if (entry.key) return *entry.key;
  throw Failure{Failure::Kind::kNotFound, fmt::format("public key slot {} is empty", slot.raw())};
}

void verify_message(Session& session, const VerifyOptions& options) {
  if (options.signature.empty() && !options.signature_hex) {
    throw devices::usage_failure("give the signature: --signature FILE, or --signature-hex HEX");
  }
  const auto key = choose_public_key(session, options);
  const auto curve = key.curve();
  if (!can_sign(curve)) {
    throw devices::usage_failure("an X25519 key signs nothing that could be verified");
  }
  if (options.is_prehashed && curve != Curve::kEd25519) {
    throw devices::usage_failure("--prehashed is for Ed25519 keys");
  }
  const auto given = options.signature_hex
                         ? parse_bytes("--signature-hex", *options.signature_hex)
                         : read_input(options.signature, "signature", kMaxSignatureFile);
  const auto signature = parse_signature(options.message, curve, given);
  const auto data = read_to_be_signed(session, options.message, curve, options.is_prehashed);
  const auto variant =
      options.is_prehashed ? crypto::EddsaVariant::kPrehashed : crypto::EddsaVariant::kPure;
  const auto verified =
      host::verify_signature(session.device(), key, variant, data.bytes, signature);
  const bool is_valid = static_cast<bool>(verified);
  if (!is_valid && !verified.failed_with(CryptoError::kNotAuthentic)) {
    throw step_failure("Verify", verified.error());
  }
  if (session.options.json) {
    Json json{{"valid", is_valid}, {"curve", text::name(curve)}};
    if (data.hash) json["hash"] = text::name(*data.hash);
    print_json(std::move(json));
  }
  if (!is_valid) {
    throw Failure{Failure::Kind::kNotAuthentic,
                  "the signature is not of this message and key: it is invalid"};
  }
  if (!session.options.json) fmt::print("valid\n");
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("verify", "Let the device verify a signature: ECDSA or EdDSA")
                   ->group("Cryptography");
  const auto options = std::make_shared<VerifyOptions>();
  add_public_key_options(*verb, options->key, "--key", "Public key of the signer");
  auto* slot = verb->add_option("--slot", options->slot, "Public key slot with the signer's key")
                   ->type_name("N");
  slot->excludes(verb->get_option("--key"));
  auto* file =
      verb->add_option("--signature", options->signature, "Signature in a file")->type_name("FILE");
  verb->add_option("--signature-hex", options->signature_hex, "Signature in hexadecimal")
      ->type_name("HEX")
      ->excludes(file);
  verb->add_flag("--prehashed", options->is_prehashed, "Ed25519ph instead of Ed25519");
  add_signed_message_options(*verb, options->message);
  verb->callback([&session, options] { verify_message(session, *options); });
}

}  // namespace stsafe::tool
