#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/key_words.h"
#include "apps/stsafe/secret_copy.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "stsafe/base/wipe.h"
#include "stsafe/host/local_envelope.h"

namespace stsafe::tool {
namespace {

struct EnvelopeOptions {
  std::string slot = "0";
  std::string type = "aes-256";
  std::string file;
  DataOutput output;
  bool show = false;
};

wire::LocalEnvelopeSlot envelope_slot(const EnvelopeOptions& options) {
  return wire::LocalEnvelopeSlot{parse_slot(options.slot).raw()};
}

void generate_envelope_key(Session& session, const EnvelopeOptions& options) {
  const auto slot = envelope_slot(options);
  const auto type = parse_aes_type(options.type);
  auto& device = session.device();
  const auto step = fmt::format("Generate local envelope key {}", slot.raw());
  // A chip may not tell what it has: then it says so when it is asked to make a key.
  if (const auto table = host::read_local_envelope_keys(device); table) {
    for (const auto& record : std::span{table->records}.first(table->num_slots)) {
      if (record.slot != slot || !record.present) continue;
      throw Failure{Failure::Kind::kRefused, fmt::format("{}: there is one already, {}, for good",
                                                         step, text::name(record.type))};
    }
  }
  Plan plan;
  plan.add(fmt::format("make the device create local envelope key {}, for good", slot.raw()),
           wire::GenerateLocalEnvelopeKey{slot, type});
  if (!session.may_proceed(plan)) return;
  require(step, host::LocalEnvelopeKey{device, slot}.generate(type));
  if (session.options.json) {
    return print_json({{"slot", slot.raw()}, {"type", text::name(type)}});
  }
  fmt::print("local envelope key {}: {}\n", slot.raw(), text::name(type));
}

void report_envelope(const Session& session, const EnvelopeOptions& options, ByteView bytes,
                     const char* member) {
  if (!session.options.json) return write_data(options.output, bytes);
  Json json{{"slot", envelope_slot(options).raw()}, {"size", bytes.size()}};
  if (is_shown(options.output)) {
    json[member] = text::to_hex(bytes);
  } else {
    write_data(options.output, bytes);
    json["file"] = options.output.file;
  }
  print_json(std::move(json));
}

void refuse_raw_json(const Session& session, const DataOutput& output) {
  if (output.raw && session.options.json) throw devices::usage_failure("--raw excludes --json");
}

void wrap_in_envelope(Session& session, const EnvelopeOptions& options) {
  refuse_raw_json(session, options.output);
  auto payload = read_input(options.file, "payload", host::kMaxEnvelopePayload);
  const WipeOnExit wiped{payload};
  if (payload.size() < 16 || payload.size() % 8 != 0) {
    throw devices::usage_failure(
        fmt::format("the payload has {} bytes, but an envelope takes 16 to {}, a multiple of 8",
                    payload.size(), host::kMaxEnvelopePayload));
  }
  std::vector<std::byte> wrapped(payload.size() + host::kEnvelopeOverhead);
  require("Wrap local envelope",
          host::LocalEnvelopeKey{session.device(), envelope_slot(options)}.wrap(payload, wrapped));
  report_envelope(session, options, wrapped, "wrapped_hex");
}

void unwrap_envelope(Session& session, const EnvelopeOptions& options) {
  refuse_raw_json(session, options.output);
  if (options.output.file.empty()) refuse_terminal(options.show, "payload");
  const auto wrapped =
      read_input(options.file, "envelope", host::kMaxEnvelopePayload + host::kEnvelopeOverhead);
  if (wrapped.size() < 16 + host::kEnvelopeOverhead || wrapped.size() % 8 != 0) {
    throw devices::usage_failure(
        fmt::format("the envelope has {} bytes, but envelopes have 24 to {}, a multiple of 8",
                    wrapped.size(), host::kMaxEnvelopePayload + host::kEnvelopeOverhead));
  }
  std::vector<std::byte> payload(wrapped.size() - host::kEnvelopeOverhead);
  const WipeOnExit wiped{payload};
  const auto done =
      host::LocalEnvelopeKey{session.device(), envelope_slot(options)}.unwrap(wrapped, payload);
  if (done.failed_with(Status::kInconsistentCommandData)) {
    throw Failure{Failure::Kind::kNotAuthentic,
                  "Unwrap local envelope: it was changed, or another key or device wrapped it"};
  }
  require("Unwrap local envelope", done);
  report_envelope(session, options, payload, "payload_hex");
}

void add_envelope_slot(CLI::App& verb, EnvelopeOptions& options) {
  verb.add_option("--slot", options.slot, "Local envelope key: 0 or 1")
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace

void add_key_envelope(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand(
      "envelope", "Wrap small secrets with a key that never leaves the device: only it opens them");
  verb->require_subcommand(1);

  auto* generate = verb->add_subcommand("generate", "Make the device create the key, once");
  const auto making = std::make_shared<EnvelopeOptions>();
  add_envelope_slot(*generate, *making);
  generate->add_option("--type", making->type, "aes-128 or aes-256")
      ->type_name("TYPE")
      ->capture_default_str();
  generate->callback([&session, making] { generate_envelope_key(session, *making); });

  auto* wrap = verb->add_subcommand("wrap", "Wrap 16 to 480 bytes, a multiple of 8");
  const auto wrapping = std::make_shared<EnvelopeOptions>();
  add_envelope_slot(*wrap, *wrapping);
  wrap->add_option("file", wrapping->file, "Payload in a file; - for standard input")
      ->required()
      ->type_name("FILE");
  add_data_output(*wrap, wrapping->output, "The envelope");
  wrap->callback([&session, wrapping] { wrap_in_envelope(session, *wrapping); });

  auto* unwrap = verb->add_subcommand("unwrap", "Unwrap what this device wrapped");
  const auto unwrapping = std::make_shared<EnvelopeOptions>();
  add_envelope_slot(*unwrap, *unwrapping);
  unwrap->add_option("file", unwrapping->file, "Envelope in a file; - for standard input")
      ->required()
      ->type_name("FILE");
  add_data_output(*unwrap, unwrapping->output, "The payload");
  unwrap->add_flag("--show", unwrapping->show, "Show the payload, also on a terminal");
  unwrap->callback([&session, unwrapping] { unwrap_envelope(session, *unwrapping); });
}

}  // namespace stsafe::tool
