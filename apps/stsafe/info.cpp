#include <fmt/format.h>

#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "apps/text/table.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/host_key.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "stsafe/wire/product_data.h"

namespace stsafe::tool {
namespace {

using AuthorizationAnswer = wire::QueryCommandAuthorization::Response;

/// Everything that the device tells about itself, read once.
struct Facts {
  std::string mask;
  std::string serial;
  wire::LifeCycle life_cycle{};
  wire::HostKeySlot host_keys;
  wire::HostKeyControlFields host_key_control;
  host::SymmetricKeyTable slots;
  std::vector<wire::SlotControlFields> slot_controls;
  AuthorizationAnswer::ChangeRights change_rights{};
  std::vector<wire::CommandRule> rules;
};

void read_identity(host::Device& device, Facts& facts) {
  const auto answer = require("Query product data", device.call(wire::QueryProductData{}));
  wire::Reader r{answer.entries.bytes()};
  while (!r.at_end()) {
    const auto entry = wire::next_entry(r);
    if (entry.tag == wire::kMaskIdentificationTag) facts.mask = text::to_hex(entry.value);
    if (entry.tag == wire::kSerialNumberTag) facts.serial = text::to_hex(entry.value);
  }
  require("Query product data", r.finish());
  facts.life_cycle = require("Query life cycle", device.call(wire::QueryLifeCycle{})).state;
}

void read_host_keys(host::Device& device, Facts& facts) {
  facts.host_keys = require("Query host key slot", device.call(wire::QueryHostKeySlotV2{})).slot;
  facts.host_key_control =
      require("Query host key control fields", device.call(wire::QueryHostKeyControlFields{}))
          .fields;
}

void read_slots(host::Device& device, Facts& facts) {
  facts.slots = require("Query symmetric key table", host::read_symmetric_key_table(device));
  for (std::size_t i = 0; i < facts.slots.num_slots; ++i) {
    const wire::SlotNumber slot{static_cast<std::uint8_t>(i)};
    facts.slot_controls.push_back(
        require("Query control fields", device.call(wire::QuerySymmetricControlFields{slot}))
            .fields);
  }
}

void read_rules(host::Device& device, Facts& facts) {
  const auto answer =
      require("Query command authorization", device.call(wire::QueryCommandAuthorization{}));
  facts.change_rights = answer.change_rights;
  wire::Reader r{answer.records.bytes()};
  for (unsigned i = 0; i < answer.num_records.raw(); ++i) decode(r, facts.rules.emplace_back());
  require("Query command authorization", r.finish());
}

std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

bool may_change(const Facts& facts, AuthorizationAnswer::ChangeRights right) {
  return (facts.change_rights.raw() & right.raw()) != 0;
}

text::Table slot_table(const Facts& facts) {
  text::Table table{{"slot", "key", "mode", "usage", "tag", "lock", "control fields"}};
  for (std::size_t i = 0; i < facts.slots.num_slots; ++i) {
    const auto& record = facts.slots.records[i];
    const auto control = text::control_names(facts.slot_controls[i]);
    if (!record.present) {
      table.add({fmt::to_string(i), "empty", "-", "-", "-", "-", control});
      continue;
    }
    const auto& key = record.key;
    const bool has_tag = key.mode == wire::KeyMode::kCcmStar || key.mode == wire::KeyMode::kGcm;
    table.add({fmt::to_string(i), text::name(key.type), text::name(key.mode),
               text::usage_names(key.usage), has_tag ? fmt::to_string(key.parameter) : "-",
               text::name(key.lock), control});
  }
  return table;
}

void print_text(const Facts& facts) {
  fmt::print("Identity\n  mask           {}\n  serial number  {}\n  life cycle     {}\n\n",
             facts.mask, facts.serial, text::name(facts.life_cycle));
  const auto& keys = facts.host_keys.keys;
  fmt::print(
      "Host keys\n  {}\n  control fields {}\n\n",
      keys ? fmt::format("{}, counter {}", text::name(keys->type), keys->counter.raw()) : "none",
      text::control_names(facts.host_key_control));
  fmt::print("Symmetric key slots\n{}\n", slot_table(facts).render());

  text::Table rules{{"code", "command", "access", "encrypted"}};
  for (const auto& rule : facts.rules) {
    rules.add({text::code_text(rule.opcode), std::string{text::command_name(rule.opcode)},
               text::name(rule.access), text::encryption_names(rule)});
  }
  fmt::print("Command access (conditions may change: {}; encryption may change: {})\n{}",
             yes_or_no(may_change(facts, AuthorizationAnswer::kConditionsMayChange)),
             yes_or_no(may_change(facts, AuthorizationAnswer::kFlagsMayChange)), rules.render());
}

Json host_keys_json(const Facts& facts) {
  using Fields = wire::HostKeyControlFields;
  const auto& control = facts.host_key_control;
  Json json{{"present", facts.host_keys.keys.has_value()},
            {"plaintext_allowed", control.allows(Fields::kPlaintext)},
            {"wrapped_anonymous_allowed", control.allows(Fields::kWrappedAnonymous)},
            {"reprovisioning_allowed", control.allows(Fields::kReprovision)},
            {"change_right", control.allows(Fields::kChangeRight)}};
  if (facts.host_keys.keys) {
    json["type"] = text::name(facts.host_keys.keys->type);
    json["counter"] = facts.host_keys.keys->counter.raw();
  }
  return json;
}

Json slots_json(const Facts& facts) {
  Json slots = Json::array();
  for (std::size_t i = 0; i < facts.slots.num_slots; ++i) {
    const auto& record = facts.slots.records[i];
    Json slot{{"slot", i},
              {"present", record.present},
              {"control_fields", text::control_names(facts.slot_controls[i])}};
    if (record.present) {
      slot["type"] = text::name(record.key.type);
      slot["mode"] = text::name(record.key.mode);
      slot["usage"] = text::usage_names(record.key.usage);
      slot["parameter"] = record.key.parameter;
      slot["lock"] = text::name(record.key.lock);
      if (record.key.counter.present()) slot["counter"] = record.counter_value;
    }
    slots.push_back(std::move(slot));
  }
  return slots;
}

void print_facts_as_json(const Facts& facts) {
  Json commands = Json::array();
  for (const auto& rule : facts.rules) {
    commands.push_back({{"code", text::code_text(rule.opcode)},
                        {"name", text::command_name(rule.opcode)},
                        {"access", text::name(rule.access)},
                        {"encrypt_command", rule.encrypt_command},
                        {"encrypt_response", rule.encrypt_response}});
  }
  print_json(
      {{"mask", facts.mask},
       {"serial_number", facts.serial},
       {"life_cycle", text::name(facts.life_cycle)},
       {"host_keys", host_keys_json(facts)},
       {"symmetric_key_slots", slots_json(facts)},
       {"access_conditions_may_change",
        may_change(facts, AuthorizationAnswer::kConditionsMayChange)},
       {"encryption_flags_may_change", may_change(facts, AuthorizationAnswer::kFlagsMayChange)},
       {"commands", std::move(commands)}});
}

void run(Session& session) {
  auto& device = session.device();
  Facts facts;
  read_identity(device, facts);
  read_host_keys(device, facts);
  read_slots(device, facts);
  read_rules(device, facts);
  session.options.json ? print_facts_as_json(facts) : print_text(facts);
}

}  // namespace

void add_info(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("info", "Show identity, life cycle, keys, slots and command access");
  verb->group("Device");
  verb->callback([&session] { run(session); });
}

}  // namespace stsafe::tool
