#include "apps/stsafe-sim/state_json.h"

#include "apps/text/hex_text.h"
#include "apps/text/names.h"

namespace stsafe::simulator {
namespace {

Json identity_json(const sim::Identity& identity) {
  return {{"product_data",
           text::to_hex(ByteView{identity.product_data}.first(identity.product_data_size))},
          {"i2c_address", identity.i2c_address}};
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

}  // namespace

Json state_json(const sim::Nvm& state, bool secrets) {
  return {{"identity", identity_json(state.identity)},
          {"life_cycle", text::name(state.life_cycle)},
          {"commands", commands_json(state.commands)},
          {"host_key_control", {{"flags", state.host_key_control.flags}}},
          {"host_key", host_key_json(state.host_key, secrets)},
          {"symmetric_keys", symmetric_json(state, secrets)}};
}

}  // namespace stsafe::simulator
