#include <fmt/format.h>

#include <array>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/cipher_document.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/key_plan.h"
#include "apps/stsafe/key_words.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "stsafe/base/wipe.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/ecb_key.h"
#include "stsafe/host/gcm_key.h"
#include "stsafe/host/hkdf_key.h"
#include "stsafe/host/mac_key.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::string_view kDeriveStep = "Derive keys";
/// What an answer carries, in every mode of protection.
constexpr std::uint64_t kMaxKeyToHost = 720;

struct DeriveOptions {
  std::string slot;
  std::optional<std::string> salt;
  std::optional<std::string> salt_slot;
  std::optional<std::string> info;
  std::optional<std::string> info_text;
  bool expand_only = false;
  bool extract_only = false;
  std::optional<std::string> to_slot;
  std::string type = "aes-256";
  std::optional<std::string> tag_size;
  bool by_chunks = false;
  std::string size = "32";
  DataOutput output;
};

/// The derivation as it was asked for, read strictly.
struct Derivation {
  wire::SlotNumber input{};
  std::vector<std::byte> salt_bytes{};
  std::optional<wire::SlotNumber> salt_slot{};
  std::vector<std::byte> info{};
  wire::DeriveSteps steps = wire::kExtractAndExpand;
  std::optional<wire::KeyDescription> to_slot{};
  std::size_t size = 0;

  host::Salt salt() const {
    return salt_slot ? host::Salt{*salt_slot} : host::Salt{ByteView{salt_bytes}};
  }
};

/// 16 unless it is given.
template <class Size>
Size parse_derived_tag_size(const DeriveOptions& options, std::string_view sizes) {
  if (!options.tag_size) return {};
  const auto bytes = parse_number_in("--tag-length", *options.tag_size, 0, 255);
  const auto size = Size::of(bytes, host::AcceptWeakTag{});
  if (!size) throw usage_failure(fmt::format("--tag-length: {} is not {}", bytes, sizes));
  return *size;
}

wire::KeyDescription ccm_star_description(const DeriveOptions& options, wire::Usage usage) {
  const auto tag = parse_derived_tag_size<host::TagSize>(options, "0, 4, 8 or 16");
  return require(kDeriveStep,
                 host::ccm_star_key_info(
                     {}, {.type = parse_aes_type(options.type), .tag = tag, .usage = usage}))
      .key;
}

wire::KeyDescription gcm_description(const DeriveOptions& options, wire::Usage usage) {
  const auto tag = parse_derived_tag_size<host::GcmTagSize>(options, "4, 8 or 12 to 16");
  return require(kDeriveStep,
                 host::gcm_key_info(
                     {}, {.type = parse_aes_type(options.type), .tag = tag, .usage = usage}))
      .key;
}

/// What the key in the slot shall be: unlocked, for all that its mode can do.
wire::KeyDescription parse_description(const DeriveOptions& options) {
  const auto mode = parse_mode(*options.to_slot, "--to-slot");
  const bool is_sealing = mode == ModeWord::kCcmStar || mode == ModeWord::kGcm;
  if (!is_sealing && (options.tag_size || options.by_chunks)) {
    throw usage_failure("--tag-length and --by-chunks are for --to-slot ccm* or gcm");
  }
  auto usage = wire::kEncrypt | wire::kDecrypt;
  if (options.by_chunks) usage = usage | wire::kEncryptChunks | wire::kDecryptChunks;
  const auto description = [](const Result<wire::KeyInfo>& info) {
    return require(kDeriveStep, info).key;
  };
  switch (mode) {
    case ModeWord::kCcmStar: return ccm_star_description(options, usage);
    case ModeWord::kGcm: return gcm_description(options, usage);
    case ModeWord::kEcb:
      return description(host::ecb_key_info({}, {.type = parse_aes_type(options.type)}));
    case ModeWord::kCmac:
      return description(host::mac_key_info({}, {.type = parse_aes_type(options.type)}));
    case ModeWord::kHmac:
      return description(host::mac_key_info({}, {.type = wire::KeyType::kGenericSecret}));
    case ModeWord::kGmac:
    case ModeWord::kHkdf: break;
  }
  throw usage_failure(
      fmt::format("--to-slot: no key for {} is derived into a slot", *options.to_slot));
}

Derivation parse_derivation(const DeriveOptions& options) {
  Derivation derivation{.input = parse_slot(options.slot)};
  if (options.salt) derivation.salt_bytes = parse_bytes("--salt", *options.salt);
  if (options.salt_slot) derivation.salt_slot = parse_slot(*options.salt_slot, "--salt-slot");
  if (options.info) derivation.info = parse_bytes("--info", *options.info);
  if (options.info_text) {
    const auto text = std::as_bytes(std::span{*options.info_text});
    derivation.info.assign(text.begin(), text.end());
  }
  if (options.expand_only) derivation.steps = wire::kExpand;
  if (options.extract_only) {
    derivation.steps = wire::kExtract;
    return derivation;
  }
  if (options.to_slot) {
    derivation.to_slot = parse_description(options);
    return derivation;
  }
  if (options.output.file.empty()) {
    throw usage_failure("derive: say where the key goes: -o FILE, --to-slot MODE or --extract");
  }
  derivation.size = parse_number_in("--size", options.size, 1, kMaxKeyToHost);
  return derivation;
}

/// The slot that the device will choose, as the documents say; nothing if there is none.
std::optional<wire::SlotNumber> likely_slot(host::Device& device,
                                            const host::SymmetricKeyTable& table) {
  std::optional<wire::SlotNumber> unlocked;
  for (std::size_t i = 0; i < table.num_slots; ++i) {
    const wire::SlotNumber slot{static_cast<std::uint8_t>(i)};
    const auto fields =
        require(kDeriveStep, device.call(wire::QuerySymmetricControlFields{slot})).fields;
    if (!fields.allows(wire::SlotControlFields::kDerived)) continue;
    if (!table.records[i].present) return slot;
    if (!unlocked && table.records[i].key.lock == wire::Lock::kUnlocked) unlocked = slot;
  }
  return unlocked;
}

wire::DerivedKey wire_output(const Derivation& derivation) {
  if (!derivation.to_slot) return {.size = static_cast<std::uint16_t>(derivation.size)};
  return {.destination = wire::DerivedKey::Destination::kSlot, .key = *derivation.to_slot};
}

Plan plan_derivation(Session& session, const Derivation& derivation) {
  const bool stays_in_device = derivation.to_slot || derivation.steps == wire::kExtract;
  std::string what = fmt::format("derive {} bytes for this machine", derivation.size);
  auto undo = Undo::kPossible;
  if (stays_in_device) {
    auto& device = session.device();
    const auto table = require(kDeriveStep, host::read_symmetric_key_table(device));
    const auto slot = likely_slot(device, table);
    if (!slot) {
      throw Failure{Failure::Kind::kRefused,
                    "Derive keys: no slot has room: its control fields must allow derived keys, "
                    "and a key in it be unlocked; 'stsafe info' shows them"};
    }
    const auto& record = table.records[slot->raw()];
    what =
        fmt::format("derive a key; the device chooses its slot: {}", key_write_text(*slot, record));
    undo = key_write_undo(record, wire::Lock::kUnlocked);
  }
  Fixed<wire::kMaxDerivedKeySize> output{};
  wire::Writer w{output};
  if (derivation.steps != wire::kExtract) encode(w, wire_output(derivation));
  Plan plan;
  plan.add(what,
           wire::DeriveKeys{.input = {.source = wire::KeySource::kSlot, .slot = derivation.input},
                            .steps = derivation.steps,
                            .salt = derivation.salt().wire(),
                            .info = wire::Prefixed{derivation.info},
                            .outputs = wire::Tail{ByteView{output}.first(w.size())}},
           undo);
  return plan;
}

void show_slot(const Session& session, wire::SlotNumber slot) {
  if (session.options.json) {
    print_json({{"destination", "slot"}, {"slot", slot.raw()}});
  } else {
    fmt::print("The key is in slot {}.\n", slot.raw());
  }
}

void derive_to_file(const Session& session, host::HkdfKey& key, const Derivation& derivation,
                    const DataOutput& output) {
  std::vector<std::byte> derived(derivation.size);
  const WipeOnExit wiped{derived};
  require(kDeriveStep, derivation.steps == wire::kExpand
                           ? key.expand(derivation.info, derived)
                           : key.derive(derivation.salt(), derivation.info, derived));
  write_data(output, derived);
  if (session.options.json) {
    print_json({{"destination", "file"}, {"file", output.file}, {"size", derived.size()}});
  } else {
    fmt::print("{} bytes are in '{}'.\n", derived.size(), output.file);
  }
}

void run_derive(Session& session, const DeriveOptions& options) {
  const auto derivation = parse_derivation(options);
  const auto info = key_in_slot(session, derivation.input);
  if (info.key.mode != wire::KeyMode::kHkdf) {
    throw Failure{Failure::Kind::kNotFound,
                  fmt::format("slot {}: a key for {} derives no keys; it must be for HKDF",
                              derivation.input.raw(), text::name(info.key.mode))};
  }
  if (!session.may_proceed(plan_derivation(session, derivation))) return;
  host::HkdfKey key{session.device(), derivation.input};
  if (derivation.steps == wire::kExtract) {
    return show_slot(session, require(kDeriveStep, key.extract(derivation.salt())));
  }
  if (!derivation.to_slot) return derive_to_file(session, key, derivation, options.output);
  std::array keys{host::DerivedKey::to_slot(*derivation.to_slot)};
  require(kDeriveStep, derivation.steps == wire::kExpand
                           ? key.expand(derivation.info, keys)
                           : key.derive(derivation.salt(), derivation.info, keys));
  show_slot(session, keys.front().slot());
}

void add_derive_sources(CLI::App& verb, DeriveOptions& options) {
  verb.add_option("--slot", options.slot, "Slot of the HKDF secret")->type_name("N")->required();
  auto* salt = verb.add_option("--salt", options.salt, "Salt [none]")->type_name("HEX");
  auto* salt_slot =
      verb.add_option("--salt-slot", options.salt_slot, "Slot of an HKDF secret that is the salt")
          ->type_name("N")
          ->excludes(salt);
  auto* info =
      verb.add_option("--info", options.info, "What the key is for [nothing]")->type_name("HEX");
  auto* info_text = verb.add_option("--info-text", options.info_text, "The same as it stands")
                        ->type_name("TEXT")
                        ->excludes(info);
  auto* expand = verb.add_flag("--expand", options.expand_only,
                               "Only expand: the secret is a pseudo-random key of 32 bytes")
                     ->excludes(salt, salt_slot);
  verb.add_flag("--extract", options.extract_only,
                "Only extract: the pseudo-random key stays in a slot of the device")
      ->excludes(info, info_text, expand);
}

}  // namespace

void add_derive(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "derive", "Derive a key from a secret in the device (HKDF-SHA-256): into a slot or a file");
  verb->group("Cryptography");
  const auto options = std::make_shared<DeriveOptions>();
  add_derive_sources(*verb, *options);
  auto* to_slot = verb->add_option("--to-slot", options->to_slot,
                                   "Into a slot that the device chooses, as a key for this mode: "
                                   "ccm*, gcm, ecb, cmac or hmac")
                      ->type_name("MODE");
  verb->add_option("--type", options->type, "Of the key for a slot: aes-128 or aes-256")
      ->type_name("TYPE")
      ->needs(to_slot)
      ->capture_default_str();
  verb->add_option("--tag-length", options->tag_size, "Bytes of its tags, ccm* and gcm [16]")
      ->type_name("N")
      ->needs(to_slot);
  verb->add_flag("--by-chunks", options->by_chunks,
                 "It may also encrypt and decrypt by chunks, ccm* and gcm")
      ->needs(to_slot);
  verb->add_option("--size", options->size, "Bytes of the key for a file: 1 to 720")
      ->type_name("N")
      ->excludes(to_slot)
      ->capture_default_str();
  verb->add_option("-o,--output", options->output.file,
                   "The key as bytes into this file, for its owner alone")
      ->type_name("FILE")
      ->excludes(to_slot);
  verb->add_flag("--force", options->output.force, "Replace the file if it exists");
  verb->callback([&session, options] { run_derive(session, *options); });
}

}  // namespace stsafe::tool
