#include <fmt/format.h>

#include "apps/stsafe/key_report.h"
#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/key_words.h"
#include "apps/text/names.h"
#include "apps/text/table.h"
#include "stsafe/host/generic_public_keys.h"
#include "stsafe/host/local_envelope.h"
#include "stsafe/host/private_key_table.h"
#include "stsafe/host/slot_control_fields.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::tool {
namespace {

/// One section: the same facts for people and for programs.
struct Section {
  std::string title;
  text::Table table;
  Json json = Json::array();
};

std::string key_slot_name(wire::PrivateKeySlot slot) {
  return slot == wire::kEphemeralSlot ? "ephemeral" : fmt::to_string(slot.raw());
}

std::string parameter_text(const wire::KeyDescription& key) {
  switch (key.mode) {
    case wire::KeyMode::kCcmStar:
    case wire::KeyMode::kGcm: return fmt::format("{} bytes", key.parameter);
    case wire::KeyMode::kCmac: return fmt::format("from {} bytes", key.parameter);
    case wire::KeyMode::kEcb:
    case wire::KeyMode::kHkdf:
    case wire::KeyMode::kHmac: return "-";
  }
  return "-";
}

std::string counter_text(const wire::SlotRecord& record) {
  const auto& counter = record.key.counter;
  if (!counter.present()) return "-";
  return fmt::format("{} (at nonce byte {})", record.counter_value, counter.offset());
}

Json control_json(const wire::SlotControlFields& fields) {
  Json json{{"allow", slot_way_words(fields.flags)}};
  if (fields.wrapped_authentication_key != wire::SlotControlFields::kNoKey) {
    json["wrapped_by"] = fields.wrapped_authentication_key;
  }
  if (fields.ecdhe_authentication_key != wire::SlotControlFields::kNoKey) {
    json["established_by"] = fields.ecdhe_authentication_key;
  }
  return json;
}

Section list_symmetric_keys(host::Device& device) {
  Section section{"Symmetric keys", text::Table{{"slot", "key", "mode", "usage", "tag or MAC",
                                                 "lock", "counter", "control fields"}}};
  const auto table = require("Query symmetric key table", host::read_symmetric_key_table(device));
  for (std::size_t i = 0; i < table.num_slots; ++i) {
    const auto& record = table.records[i];
    const auto& key = record.key;
    const wire::SlotNumber slot{static_cast<std::uint8_t>(i)};
    const auto control =
        require("Query control fields", host::read_slot_control_fields(device, slot));
    Json json{{"slot", i}, {"present", record.present}};
    if (record.present) {
      json.update(key_json(key));
      if (key.counter.present()) json["counter"] = record.counter_value;
      section.table.add({fmt::to_string(i), text::name(key.type), text::name(key.mode),
                         text::usage_names(key.usage), parameter_text(key), text::name(key.lock),
                         counter_text(record), text::control_names(control)});
    } else {
      section.table.add(
          {fmt::to_string(i), "empty", "-", "-", "-", "-", "-", text::control_names(control)});
    }
    json["control_fields"] = control_json(control);
    section.json.push_back(std::move(json));
  }
  return section;
}

Section list_envelope_keys(host::Device& device) {
  Section section{"Local envelope keys", text::Table{{"slot", "key"}}};
  const auto table = host::read_local_envelope_keys(device);
  // A chip may not tell.
  if (table.failed_with(Status::kEntryNotFound)) return section;
  const auto known = require("Query local envelope key table", table);
  for (const auto& record : std::span{known.records}.first(known.num_slots)) {
    Json json{{"slot", record.slot.raw()}, {"present", record.present}};
    if (record.present) json["type"] = text::name(record.type);
    section.table.add(
        {fmt::to_string(record.slot.raw()), record.present ? text::name(record.type) : "empty"});
    section.json.push_back(std::move(json));
  }
  return section;
}

Section list_private_keys(host::Device& device, std::uint16_t& global_limit) {
  Section section{"Private keys", text::Table{{"slot", "curve", "may"}}};
  const auto table = require("Query private key table", host::read_private_key_table(device));
  global_limit = table.global_usage_limit.raw();
  for (const auto& record : std::span{table.records}.first(table.num_records)) {
    const auto uses = private_key_use_words(record.mode);
    const auto curve = record.curve ? std::string{text::name(*record.curve)} : "empty";
    Json json{{"slot", record.slot.raw()}, {"present", record.curve.has_value()}};
    if (record.curve) json["curve"] = curve;
    json["may"] = uses;
    section.table.add({key_slot_name(record.slot), curve, joined(uses)});
    section.json.push_back(std::move(json));
  }
  return section;
}

Section list_public_keys(host::Device& device) {
  Section section{"Public keys of others", text::Table{{"slot", "curve", "may authenticate"}}};
  host::GenericPublicKeys keys{device};
  const auto count = require("Query public key table", keys.count());
  for (std::size_t i = 0; i < count; ++i) {
    const wire::PublicKeySlot slot{static_cast<std::uint8_t>(i)};
    const auto entry = require("Query public key slot", keys.read(slot));
    const auto uses = public_key_use_words(entry.flags);
    Json json{{"slot", i}, {"present", entry.key.has_value()}};
    if (entry.key) json.update(public_key_json(*entry.key));
    json["allow"] = uses;
    section.table.add({fmt::to_string(i),
                       entry.key ? std::string{text::name(entry.key->curve())} : "empty",
                       joined(uses)});
    section.json.push_back(std::move(json));
  }
  return section;
}

void print_section(const Section& section) {
  fmt::print("{}\n{}", section.title, section.table.render());
}

void list_keys(Session& session, bool all) {
  auto& device = session.device();
  std::uint16_t global_limit = 0;
  const auto symmetric = list_symmetric_keys(device);
  if (!all) {
    if (session.options.json) return print_json({{"symmetric_keys", symmetric.json}});
    return print_section(symmetric);
  }
  const std::array rest{list_envelope_keys(device), list_private_keys(device, global_limit),
                        list_public_keys(device)};
  if (session.options.json) {
    return print_json({{"symmetric_keys", symmetric.json},
                       {"local_envelope_keys", rest[0].json},
                       {"private_keys", rest[1].json},
                       {"public_keys", rest[2].json}});
  }
  print_section(symmetric);
  for (const auto& section : rest) {
    fmt::print("\n");
    print_section(section);
  }
}

void list_key_pairs(Session& session) {
  std::uint16_t global_limit = 0;
  const auto section = list_private_keys(session.device(), global_limit);
  const bool is_limited = !wire::is_unlimited(wire::UsageLimit{global_limit});
  if (session.options.json) {
    Json json{{"private_keys", section.json}};
    if (is_limited) json["usage_limit"] = global_limit;
    return print_json(std::move(json));
  }
  print_section(section);
  if (is_limited) fmt::print("\nUsage limit of all together: {}\n", global_limit);
}

}  // namespace

void add_key_list(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand("list", "Show what is in each slot, and what may be written");
  const auto all = std::make_shared<bool>(false);
  verb->add_flag("--all", *all,
                 "Also local envelope keys, private keys, and public keys of others");
  verb->callback([&session, all] { list_keys(session, *all); });
}

void add_key_pair_list(CLI::App& pair, Session& session) {
  auto* verb = pair.add_subcommand("list", "Show what is in each private key slot");
  verb->callback([&session] { list_key_pairs(session); });
}

}  // namespace stsafe::tool
