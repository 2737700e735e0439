#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/key_report.h"
#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/private_key_slot.h"
#include "apps/stsafe/secret_copy.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "ports/certificates_openssl/public_key_info.h"
#include "stsafe/host/key_pair.h"
#include "stsafe/wire/commands/private_key.h"

namespace stsafe::tool {
namespace {

constexpr std::uint64_t kMaxLimit = 0xFFFE;

struct KeyPairOptions {
  std::string slot;
  std::string curve = "NIST-P-256";
  std::string limit;
  DataOutput output;
};

void write_public_key(const DataOutput& output, const PublicKey& key) {
  const auto pem = certificates_openssl::public_key_pem(key);
  if (output.file.empty()) return fmt::print("{}", pem);
  write_data(output, std::as_bytes(std::span{pem}));
}

void generate_pair(Session& session, const KeyPairOptions& options) {
  const auto slot = parse_private_key_slot(options.slot);
  const auto curve = parse_curve(options.curve);
  const auto limit = options.limit.empty()
                         ? wire::kUnlimited
                         : wire::UsageLimit{static_cast<std::uint16_t>(
                               parse_number_in("--limit", options.limit, 1, kMaxLimit))};
  if (!options.output.force) require_new_file(options.output.file);
  auto& device = session.device();
  const auto record = read_private_key_record(device, slot);
  const auto name = private_key_slot_name(slot);
  if (record.mode.generate_key_access() == wire::GenerateKeyAccess::kNever) {
    throw Failure{Failure::Kind::kRefused,
                  fmt::format("slot {} keeps the key pair that it was delivered with", name)};
  }
  Plan plan;
  plan.add(record.curve ? fmt::format("replace the {} key pair in slot {}, for good",
                                      text::name(*record.curve), name)
                        : fmt::format("generate a key pair in slot {}", name),
           wire::GenerateKeyPair{.slot = slot, .usage_limit = limit, .filler = {}, .curve = curve},
           record.curve && slot != wire::kEphemeralSlot ? Undo::kImpossible : Undo::kPossible);
  if (!session.may_proceed(plan)) return;
  const auto key = require(fmt::format("Generate a key pair in slot {}", name),
                           host::generate_key_pair(device, slot, curve, limit));
  if (!session.options.json) return write_public_key(options.output, key);
  Json json{{"slot", slot.raw()}};
  json.update(public_key_json(key));
  if (!wire::is_unlimited(limit)) json["usage_limit"] = limit.raw();
  if (!options.output.file.empty()) {
    write_public_key(options.output, key);
    json["file"] = options.output.file;
  }
  print_json(std::move(json));
}

}  // namespace

void add_keypair(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("keypair", "Private keys in the device, which never leave it")
                   ->group("Keys");
  verb->require_subcommand(1);
  add_key_pair_list(*verb, session);
  auto* generate = verb->add_subcommand(
      "generate", "Make the device generate a key pair, and write the public key as PEM");
  const auto options = std::make_shared<KeyPairOptions>();
  generate->add_option("--slot", options->slot, kPrivateKeySlotHelp)->required()->type_name("N");
  generate->add_option("--curve", options->curve, "Any curve; X25519 cannot sign, Ed25519 only")
      ->type_name("NAME")
      ->capture_default_str();
  generate
      ->add_option("--limit", options->limit,
                   "How many signatures and shared secrets the key will give [no limit]")
      ->type_name("N");
  generate
      ->add_option("-o,--output", options->output.file,
                   "Public key into this file: the device does not tell it again")
      ->type_name("FILE");
  generate->add_flag("--force", options->output.force, "Replace the file if it exists");
  generate->callback([&session, options] { generate_pair(session, *options); });
}

}  // namespace stsafe::tool
