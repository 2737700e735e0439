#include <algorithm>
#include <array>

#include "apps/stsafe/seal.h"
#include "apps/stsafe/sealed_streams.h"
#include "apps/stsafe/verbs.h"
#include "cose/encrypt0.h"

namespace stsafe::tool {
namespace {

/// A message of one piece, headers and tag included.
constexpr std::size_t kMaxDirectMessage = cose::kMaxPlaintextSize + 65536;

/// Tag 96, COSE_Encrypt: the first bytes of every envelope.
bool is_envelope(ByteView bytes) {
  constexpr std::array tag{std::byte{0xD8}, std::byte{0x60}};
  return bytes.size() >= tag.size() && std::ranges::equal(bytes.first(tag.size()), tag);
}

/// The first bytes of a file; nothing for what cannot be read twice.
std::vector<std::byte> first_bytes(const DataArgument& data) {
  if (data.hex || data.text || data.file.empty() || data.file == "-") return {};
  auto file = open_input(data.file);
  if (!file.can_seek()) return {};
  const auto bytes = require_sealed("Read", file.next(2));
  return {bytes.begin(), bytes.end()};
}

void run_open(Session& session, const OpenArguments& arguments) {
  if (arguments.is_records) return open_records(session, arguments);
  if (!arguments.detached.empty() || is_envelope(first_bytes(arguments.data)) ||
      arguments.is_envelope) {
    return open_envelope(session, arguments);
  }
  const auto sealed = read_data(arguments.data, "message", kMaxDirectMessage);
  if (is_envelope(sealed)) {
    throw devices::usage_failure(
        "this is an envelope: say --envelope, for what does not come from a file");
  }
  if (!arguments.into_slot.empty()) return open_into_slot(session, arguments, sealed);
  open_one_message(session, arguments, sealed);
}

}  // namespace

void add_open(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("open", "Verify and decrypt what was sealed as COSE");
  verb->group("Sealed data");
  const auto arguments = std::make_shared<OpenArguments>();
  add_data_argument(*verb, arguments->data, "What was sealed");
  verb->add_option("-o,--output", arguments->output, "The opened file [standard output]")
      ->type_name("FILE");
  verb->add_flag("--force", arguments->force, "Replace the file if it exists");
  add_envelope_keys(*verb, arguments->keys);
  add_sealing_context(*verb, arguments->context);
  verb->add_flag("--any-key-id", arguments->any_key_id,
                 "Try the key whatever the message names: another device may have sealed it");
  auto* envelope =
      verb->add_flag("--envelope", arguments->is_envelope, "It is one [what its first bytes say]");
  auto* detached = verb->add_option("--detached", arguments->detached,
                                    "The envelope is this file; what is opened is its ciphertext")
                       ->type_name("FILE");
  auto* records = verb->add_flag("--records", arguments->is_records,
                                 "Sealed records: each opened becomes a line");
  auto* strict = verb->add_flag("--strict-order", arguments->is_strict,
                                "Refuse records that are repeated, moved or missing, and a stream "
                                "without its end")
                     ->needs(records);
  verb->add_option("--stream", arguments->stream, "Only this stream, 16 bytes [the first]")
      ->needs(strict)
      ->type_name("HEX");
  auto* into = verb->add_option("--into-slot", arguments->into_slot,
                                "Write a received key into this slot, wrapped; it is shown nowhere")
                   ->type_name("N");
  verb->add_option("--name", arguments->name, "Which of the received keys [the only one]")
      ->needs(into)
      ->type_name("NAME");
  verb->add_flag("--lock", arguments->is_locked, "Lock the received key: it stays for good")
      ->needs(into);
  records->excludes(envelope)->excludes(detached)->excludes(into);
  into->excludes(envelope)->excludes(detached);
  verb->callback([&session, arguments] { run_open(session, *arguments); });
}

}  // namespace stsafe::tool
