#include <fmt/format.h>

#include "apps/stsafe/key_options.h"
#include "apps/stsafe/key_report.h"
#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/key_writer.h"
#include "apps/stsafe/secret_copy.h"

namespace stsafe::tool {
namespace {

struct ProvisionOptions {
  KeyOptions key;
  KeyWriteOptions writing;
  std::string source;  ///< of the key; empty: a fresh one
  std::string copy;    ///< where a copy of a fresh one is kept; empty: nowhere
};

void report_key(const Session& session, const wire::KeyInfo& info, std::string_view method,
                const std::string& copy) {
  if (session.options.json) {
    Json json{{"slot", info.slot.raw()}, {"method", method}};
    json.update(key_json(info.key));
    if (!copy.empty()) json["copy"] = copy;
    return print_json(std::move(json));
  }
  fmt::print("slot {}: {} ({})\n", info.slot.raw(), key_text(info.key), method);
}

void provision_key(Session& session, const ProvisionOptions& options) {
  // What was typed is checked before a secret is read or a device is opened.
  static_cast<void>(make_key_info(options.key, 32));
  InputSecret key;
  read_secret(options.source, "key", key_sizes(options.key), key);
  const auto info = make_key_info(options.key, key.size());
  KeyWriter writer{session, options.writing, info};
  if (const auto warning = weak_key_warning(info); !warning.empty()) session.remark(warning);
  if (!session.may_proceed(writer.plan())) return;
  writer.write(key.reveal());
  report_key(session, info, writer.method(), {});
}

void generate_key(Session& session, const ProvisionOptions& options) {
  const auto size = choose_key_type(options.key) == wire::KeyType::kAes128 ? 16U : 32U;
  const auto info = make_key_info(options.key, size);
  require_new_file(options.copy);
  KeyWriter writer{session, options.writing, info};
  if (const auto warning = weak_key_warning(info); !warning.empty()) session.remark(warning);
  if (!session.may_proceed(writer.plan())) return;
  Secret<32> key;
  require("Generate a key", session.crypto().rng().fill(key.prepare(size)));
  if (!options.copy.empty()) {
    save_secret(options.copy, key.reveal());
    session.remark(
        fmt::format("warning: '{}' holds the key: whoever reads it can use it; delete "
                    "it when the other device has it",
                    options.copy));
  }
  writer.write(key.reveal());
  report_key(session, info, writer.method(), options.copy);
}

}  // namespace

void add_key_provision(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand("provision", "Write a key into a slot, wrapped on its way");
  const auto options = std::make_shared<ProvisionOptions>();
  add_key_options(*verb, options->key);
  verb->add_option("--key", options->source,
                   std::string{"The key: 16 or 32 bytes, a secret 16 to 32.\n"} + kSecretSourceHelp)
      ->required()
      ->type_name("SOURCE");
  verb->add_flag("--plaintext", options->writing.plaintext,
                 "Send the key as it is: only where nobody can listen");
  add_key_write_options(*verb, options->writing);
  verb->callback([&session, options] { provision_key(session, *options); });
}

void add_key_generate(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand(
      "generate", "Write a fresh random key into a slot, wrapped; it is never shown");
  const auto options = std::make_shared<ProvisionOptions>();
  add_key_options(*verb, options->key);
  verb->add_option("-o,--output", options->copy,
                   "Keep a copy in this new file, to share the key with another device [no copy]")
      ->type_name("FILE");
  add_key_write_options(*verb, options->writing);
  verb->callback([&session, options] { generate_key(session, *options); });
}

}  // namespace stsafe::tool
