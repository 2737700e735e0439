#include <fmt/format.h>

#include "apps/devices/read_file.h"
#include "apps/stsafe/arguments.h"
#include "apps/stsafe/key_report.h"
#include "apps/stsafe/key_slot.h"
#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/key_words.h"
#include "apps/stsafe/public_key_argument.h"
#include "apps/text/names.h"
#include "stsafe/host/erase_key.h"
#include "stsafe/host/generic_public_keys.h"
#include "stsafe/host/host_key_slot.h"
#include "stsafe/host/slot_control_fields.h"
#include "stsafe/wire/commands/host_key.h"
#include "stsafe/wire/commands/public_key.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::tool {
namespace {

void erase_slot(Session& session, const std::string& slot_text) {
  const auto slot = parse_slot(slot_text);
  auto& device = session.device();
  const auto state = read_key_slot(device, slot);
  if (!state.record.present) {
    throw Failure{Failure::Kind::kNotFound, fmt::format("slot {} is empty", slot.raw())};
  }
  if (state.record.key.lock == wire::Lock::kLocked) require_replaceable(state);
  Plan plan;
  plan.add(fmt::format("erase the {} {} key in slot {}", text::name(state.record.key.type),
                       text::name(state.record.key.mode), slot.raw()),
           wire::EraseSymmetricKeySlot{slot});
  if (!session.may_proceed(plan)) return;
  require(fmt::format("Erase slot {}", slot.raw()), host::erase_key(device, slot));
  if (session.options.json) return print_json({{"slot", slot.raw()}, {"erased", true}});
  fmt::print("slot {}: erased\n", slot.raw());
}

struct ControlOptions {
  std::string slot;
  bool host = false;
  std::string allow;
  std::string wrapped_by;
  std::string established_by;
  std::string authenticated_by;
};

std::uint8_t key_or_none(const std::string& text, std::string_view option) {
  return text.empty() ? wire::SlotControlFields::kNoKey : parse_slot(text, option).raw();
}

std::string for_good(bool keeps_change_right) { return keeps_change_right ? "" : ", for good"; }

[[noreturn]] void fail_without_change_right(std::string_view whose) {
  throw Failure{Failure::Kind::kRefused,
                fmt::format("the right to change the control fields of {} was given up", whose)};
}

void control_slot(Session& session, const ControlOptions& options) {
  using Fields = wire::SlotControlFields;
  const auto slot = parse_slot(options.slot);
  const Fields wanted{
      .flags = parse_slot_ways(options.allow),
      .wrapped_authentication_key = key_or_none(options.wrapped_by, "--wrapped-by"),
      .ecdhe_authentication_key = key_or_none(options.established_by, "--established-by")};
  auto& device = session.device();
  const auto state = read_key_slot(device, slot);
  const auto whose = fmt::format("slot {}", slot.raw());
  if (!state.control.allows(Fields::kChangeRight)) fail_without_change_right(whose);
  Plan plan;
  plan.add(fmt::format("set the control fields of slot {}: {}{}", slot.raw(),
                       text::control_names(wanted), for_good(wanted.allows(Fields::kChangeRight))),
           wire::PutSymmetricControlFields{slot, wanted});
  if (!session.may_proceed(plan)) return;
  open_slot(device, slot, wanted);
  if (session.options.json) {
    Json json{{"slot", slot.raw()}, {"allow", slot_way_words(wanted.flags)}};
    if (!options.wrapped_by.empty()) json["wrapped_by"] = wanted.wrapped_authentication_key;
    if (!options.established_by.empty()) json["established_by"] = wanted.ecdhe_authentication_key;
    return print_json(std::move(json));
  }
  fmt::print("slot {}: {}\n", slot.raw(), text::control_names(wanted));
}

void control_host_keys(Session& session, const ControlOptions& options) {
  using Fields = wire::HostKeyControlFields;
  const Fields wanted{
      .flags = parse_host_key_ways(options.allow),
      .authentication_key = key_or_none(options.authenticated_by, "--authenticated-by")};
  auto& device = session.device();
  const auto present =
      require("Query host key control fields", host::read_host_key_control_fields(device));
  if (!present.allows(Fields::kChangeRight)) fail_without_change_right("the host keys");
  Plan plan;
  plan.add(fmt::format("set the control fields of the host keys: {}{}", text::control_names(wanted),
                       for_good(wanted.allows(Fields::kChangeRight))),
           wire::PutHostKeyControlFields{wanted});
  if (!session.may_proceed(plan)) return;
  require("Set the control fields of the host keys",
          host::put_host_key_control_fields(device, wanted));
  if (session.options.json) {
    Json json{{"host_keys", true}, {"allow", host_key_way_words(wanted.flags)}};
    if (!options.authenticated_by.empty()) json["authenticated_by"] = wanted.authentication_key;
    return print_json(std::move(json));
  }
  fmt::print("host keys: {}\n", text::control_names(wanted));
}

struct TrustOptions {
  std::string slot;
  PublicKeyArgument key;
  std::string allow;
};

/// A key is written once; what it may authenticate can be changed while the change right is there.
void trust_key(Session& session, const TrustOptions& options) {
  const wire::PublicKeySlot slot{parse_slot(options.slot).raw()};
  const auto flags = parse_public_key_uses(options.allow);
  const auto given = options.key.file.empty()
                         ? std::nullopt
                         : std::optional{read_public_key_argument(options.key, "--key")};
  if (given && !can_sign(given->curve())) {
    throw devices::usage_failure("--key: an X25519 key signs nothing that could be verified");
  }
  auto& device = session.device();
  host::GenericPublicKeys keys{device};
  const auto step = fmt::format("Public key slot {}", slot.raw());
  const auto present = require(step, keys.read(slot));
  const bool is_same = given && present.key && std::ranges::equal(given->raw(), present.key->raw());
  if (present.key && given && !is_same) {
    throw Failure{
        Failure::Kind::kRefused,
        fmt::format("public key slot {} has another key, for good; take another slot", slot.raw())};
  }
  if (!present.key && !given) {
    throw devices::usage_failure(
        fmt::format("public key slot {} is empty: give its key with --key FILE", slot.raw()));
  }
  const bool writes_key = !present.key;
  const bool sets_flags = flags != present.flags;
  if (sets_flags && !includes(present.flags, wire::kPublicKeyChangeRight)) {
    fail_without_change_right(fmt::format("public key slot {}", slot.raw()));
  }
  Plan plan;
  if (writes_key) {
    plan.add(fmt::format("write a {} key into public key slot {}", text::name(given->curve()),
                         slot.raw()),
             wire::WritePublicKey{slot, *given});
  }
  if (sets_flags) {
    plan.add(fmt::format("let it authenticate: {}{}", joined(public_key_use_words(flags)),
                         for_good(includes(flags, wire::kPublicKeyChangeRight))),
             wire::PutPublicKeyConfigurationFlags{slot, flags});
  }
  if (!session.may_proceed(plan)) return;
  if (writes_key) require(step, keys.write(slot, *given));
  if (sets_flags) require(step, keys.put_flags(slot, flags));
  const auto uses = public_key_use_words(flags);
  if (session.options.json) {
    Json json{{"slot", slot.raw()}};
    json.update(public_key_json(writes_key ? *given : *present.key));
    json["allow"] = uses;
    return print_json(std::move(json));
  }
  fmt::print("public key slot {}: {}, may authenticate: {}\n", slot.raw(),
             text::name((writes_key ? *given : *present.key).curve()), joined(uses));
}

}  // namespace

void add_key_erase(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand("erase", "Erase the key in a slot");
  const auto slot = std::make_shared<std::string>();
  verb->add_option("--slot", *slot, "Symmetric key slot")->required()->type_name("N");
  verb->callback([&session, slot] { erase_slot(session, *slot); });
}

void add_key_control(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand(
      "control",
      "Say which ways lead a key into a slot (its control fields), all others being shut");
  const auto options = std::make_shared<ControlOptions>();
  auto* slot = verb->add_option("--slot", options->slot, "Symmetric key slot")->type_name("N");
  auto* host = verb->add_flag("--host", options->host, "The host keys instead of a slot");
  slot->excludes(host);
  verb->add_option(
          "--allow", options->allow,
          "none, or of a slot: plaintext,wrapped-anonymous,established-anonymous,derived,\n"
          "put-key,change-right; of the host keys: plaintext,wrapped-anonymous,again,\n"
          "change-right. Without change-right this is for good")
      ->required()
      ->type_name("LIST");
  verb->add_option("--wrapped-by", options->wrapped_by,
                   "Also wrapped keys of the host whose public key is in this slot")
      ->type_name("N")
      ->excludes(host);
  verb->add_option("--established-by", options->established_by,
                   "Also keys established with the host whose public key is in this slot")
      ->type_name("N")
      ->excludes(host);
  verb->add_option("--authenticated-by", options->authenticated_by,
                   "Host keys: also of the host whose public key is in this slot")
      ->type_name("N")
      ->needs(host);
  verb->callback([&session, options] {
    if (options->host) return control_host_keys(session, *options);
    if (options->slot.empty()) throw devices::usage_failure("give --slot N, or --host");
    control_slot(session, *options);
  });
}

void add_key_trust(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand(
      "trust", "Write another's public key, and say what it may authenticate to the device");
  const auto options = std::make_shared<TrustOptions>();
  verb->add_option("--slot", options->slot, "Public key slot")->required()->type_name("N");
  add_public_key_options(*verb, options->key, "--key", "Public key that the slot gets, once");
  verb->add_option("--allow", options->allow,
                   "none, or kek-session,establish-keys,establish-host-keys,entity,change-right.\n"
                   "Without change-right this is for good")
      ->required()
      ->type_name("LIST");
  verb->callback([&session, options] { trust_key(session, *options); });
}

}  // namespace stsafe::tool
