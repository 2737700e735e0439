#include "apps/stsafe-sim/state_json.h"

#include <fmt/format.h>

#include "apps/text/hex_text.h"
#include "apps/text/names.h"

namespace stsafe::simulator {
namespace {

Json identity_json(const sim::Nvm& state) {
  const auto& identity = state.identity;
  return {{"product_data",
           text::to_hex(ByteView{identity.product_data}.first(identity.product_data_size))},
          {"i2c_address", state.i2c.address}};
}

Json host_key_json(const sim::HostKeySlot& slot, bool secrets) {
  Json json{{"present", slot.present}};
  if (!slot.present) return json;
  json["type"] = text::name(slot.type);
  json["counter"] = slot.counter.raw();
  if (secrets) {
    json["mac_key"] = text::to_hex(slot.keys.mac.reveal());
    json["cipher_key"] = text::to_hex(slot.keys.cipher.reveal());
  }
  return json;
}

Json symmetric_json(const sim::Nvm& state, bool secrets) {
  Json slots = Json::array();
  for (std::size_t i = 0; i < state.num_symmetric_slots; ++i) {
    const auto& slot = state.symmetric[i];
    Json json{{"slot", i},
              {"control_fields", text::control_names(state.symmetric_control[i])},
              {"present", slot.present}};
    if (slot.present) {
      json["type"] = text::name(slot.key.type);
      json["mode"] = text::name(slot.key.mode);
      json["usage"] = text::usage_names(slot.key.usage);
      json["lock"] = text::name(slot.key.lock);
      if (slot.key.counter.present()) json["counter"] = slot.counter;
      if (secrets) json["value"] = text::to_hex(slot.value.reveal());
    }
    slots.push_back(std::move(json));
  }
  return slots;
}

Json commands_json(const sim::CommandRules& rules) {
  Json list = Json::array();
  for (const auto& rule : std::span{rules.rules}.first(rules.num_rules)) {
    list.push_back({{"code", text::code_text(rule.opcode)},
                    {"access", text::name(rule.access)},
                    {"encrypt_command", rule.encrypt_command},
                    {"encrypt_response", rule.encrypt_response}});
  }
  return list;
}

Json key_pair_json(const sim::KeyPair& pair, bool secrets) {
  Json json{{"present", pair.present}};
  if (!pair.present) return json;
  json["curve"] = text::name(pair.public_key.curve());
  json["public_key"] = text::to_hex(pair.public_key.raw());
  if (secrets) json["private_key"] = text::to_hex(pair.private_key.reveal());
  return json;
}

Json private_keys_json(const sim::Nvm& state, bool secrets) {
  Json slots = Json::array();
  for (std::size_t i = 0; i < state.num_private_keys; ++i) {
    const auto& slot = state.private_keys[i];
    Json json{{"slot", i}, {"mode_of_operation", fmt::format("{:04x}", slot.mode.bits)}};
    json.update(key_pair_json(slot.pair, secrets));
    if (slot.pair.present) {
      json["uses_left"] = wire::is_unlimited(slot.uses_left) ? Json{} : Json{slot.uses_left.raw()};
      json["blocked"] = slot.blocked;
    }
    slots.push_back(std::move(json));
  }
  return slots;
}

Json public_keys_json(const sim::Nvm& state) {
  Json slots = Json::array();
  for (std::size_t i = 0; i < state.num_public_keys; ++i) {
    const auto& slot = state.public_keys[i];
    Json json{{"slot", i}, {"present", slot.present}};
    if (slot.present) {
      json["curve"] = text::name(slot.key.curve());
      json["public_key"] = text::to_hex(slot.key.raw());
    }
    slots.push_back(std::move(json));
  }
  return slots;
}

Json local_envelope_json(const sim::Nvm& state, bool secrets) {
  Json slots = Json::array();
  for (std::size_t i = 0; i < state.local_envelope.size(); ++i) {
    const auto& key = state.local_envelope[i];
    Json json{{"slot", i}, {"present", key.present}};
    if (key.present) json["type"] = text::name(key.type);
    if (key.present && secrets) json["value"] = text::to_hex(key.value.reveal());
    slots.push_back(std::move(json));
  }
  return slots;
}

/// A zone's data may be for the host alone: it counts as secret.
Json zones_json(const sim::Zones& zones, bool secrets) {
  Json list = Json::array();
  for (std::size_t i = 0; i < zones.zones.size(); ++i) {
    const auto& zone = zones.zones[i];
    if (!zone.present) continue;
    const bool counts = zone.type == wire::ZoneType::kCounter;
    Json json{{"zone", i},
              {"type", counts ? "counter" : "data"},
              {"size", zone.size},
              {"rights", fmt::format("{:02x}", zone.rights.bits())}};
    if (counts) json["counter"] = zone.counter.raw();
    if (secrets) {
      const wire::ZoneNumber number{static_cast<std::uint8_t>(i)};
      json["data"] = text::to_hex(zones.data(number));
    }
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

Json state_json(const sim::Nvm& state, bool secrets) {
  return {{"identity", identity_json(state)},
          {"life_cycle", text::name(state.life_cycle)},
          {"commands", commands_json(state.commands)},
          {"host_key_control", {{"flags", state.host_key_control.flags}}},
          {"host_key", host_key_json(state.host_key, secrets)},
          {"symmetric_keys", symmetric_json(state, secrets)},
          {"private_keys", private_keys_json(state, secrets)},
          {"public_keys", public_keys_json(state)},
          {"local_envelope_keys", local_envelope_json(state, secrets)},
          {"zones", zones_json(state.zones, secrets)}};
}

}  // namespace stsafe::simulator
