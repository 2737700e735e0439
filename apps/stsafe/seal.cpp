#include "apps/stsafe/seal.h"

#include <unistd.h>

#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

void run_seal(Session& session, const SealArguments& arguments) {
  if (arguments.output.empty() && !session.options.json && isatty(STDOUT_FILENO) == 1) {
    throw devices::usage_failure("sealed data is not for a terminal: say --output FILE");
  }
  if (!arguments.set.empty()) {
    const auto& data = arguments.data;
    if (!data.file.empty() || data.hex || data.text) {
      throw devices::usage_failure("--key seals keys, and nothing else with them");
    }
    return seal_key_set(session, arguments);
  }
  if (arguments.is_records) return seal_records(session, arguments);
  if (arguments.is_envelope || !arguments.detached.empty()) {
    return seal_envelope(session, arguments);
  }
  seal_one_message(session, arguments);
}

}  // namespace

void add_seal(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "seal", "Encrypt and authenticate data as COSE, with a key inside the device");
  verb->group("Sealed data");
  const auto arguments = std::make_shared<SealArguments>();
  add_data_argument(*verb, arguments->data, "What to seal");
  verb->add_option("-o,--output", arguments->output, "The sealed file [standard output]")
      ->type_name("FILE");
  verb->add_flag("--force", arguments->force, "Replace the file if it exists");
  add_envelope_keys(*verb, arguments->keys);
  add_sealing_context(*verb, arguments->context);
  verb->add_option("--content-type", arguments->content_type, "What it is, for its reader")
      ->type_name("TYPE");
  verb->add_option("--nonces", arguments->nonces,
                   "State of nonces [~/.local/state/stsafe/nonces/CHIP-SLOT]")
      ->type_name("FILE");
  auto* envelope = verb->add_flag("--envelope", arguments->is_envelope,
                                  "Any size: content encrypted on the host (AES-256-GCM), its key "
                                  "by the device");
  auto* detached = verb->add_option("--detached", arguments->detached,
                                    "An envelope in this file, its ciphertext in --output: "
                                    "firmware images (SUIT)")
                       ->type_name("FILE");
  auto* records = verb->add_flag("--records", arguments->is_records,
                                 "One sealed record for each line, numbered");
  auto* set = verb->add_option("--key", arguments->set,
                               "Seal keys for another device: NAME=SOURCE, any number of times")
                  ->allow_extra_args(false)
                  ->type_name("NAME=SOURCE");
  verb->add_option("--key-algorithm", arguments->key_algorithm,
                   "COSE algorithm of these keys: 10, 11, 30 or 31")
      ->needs(set)
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--stream", arguments->stream, "Stream of the records, 16 bytes [a new one]")
      ->needs(records)
      ->type_name("HEX");
  verb->add_option("--first-number", arguments->first_number, "Number of the first record")
      ->needs(records)
      ->type_name("N")
      ->capture_default_str();
  verb->add_flag("--open-ended", arguments->is_open_ended,
                 "Do not mark the last record: more of this stream will follow")
      ->needs(records);
  records->excludes(envelope)->excludes(detached)->excludes(set);
  set->excludes(envelope)->excludes(detached);
  verb->callback([&session, arguments] { run_seal(session, *arguments); });
}

}  // namespace stsafe::tool
