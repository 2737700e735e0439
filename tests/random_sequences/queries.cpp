#include "tests/random_sequences/rules.h"

namespace stsafe::random_sequences {

std::vector<Step> queries(const Model& model) {
  std::vector<Step> all;
  const auto ask = [&](std::string request, std::string payload) {
    all.push_back({.request = std::move(request), .payload = std::move(payload)});
  };
  ask("14 08", model.is_locked ? "83" : "03");
  ask("14 0A", hex(model.i2c, 2));
  ask("14 24",
      hex(model.change_rights) + " 2D 000100 02" + hex(model.random_condition) + " 00 ..*156");
  ask("14 4A", hex(model.host_key_control) + " FF");
  ask("14 47", model.host_keys ? "01 00" + hex(model.host_keys->counter, 4) : "00");
  const auto rights = [](const Model::Zone& zone) {
    return hex(static_cast<unsigned>(zone.read << 4 | zone.update));
  };
  ask("14 12", "0C 00 00" + rights(model.zones[0]) + " 03E8 01 00" + rights(model.zones[1]) +
                   " 03E8 ..*15 05 01" + rights(model.zones[2]) + " 0040" +
                   hex(*model.zones[2].counter, 4) + " ..*42");
  for (const auto& zone : model.zones) {
    const bool may_read = !model.is_locked && (zone.read & 7) == 0;
    if (!may_read) continue;
    auto content = zone.counter ? hex(*zone.counter, 4) : "";
    for (const auto byte : zone.data) content += hex(byte);
    ask("05 00" + hex(zone.number) + " 0000 0008", content);
  }
  std::string keys = "10";
  for (std::size_t i = 0; i < model.symmetric.size(); ++i) {
    const auto& slot = model.symmetric[i];
    ask("14 4B" + hex(i), hex(slot.control) + " FF FF");
    if (!slot.is_present) {
      keys += " 00";
      continue;
    }
    keys += hex(1U | static_cast<unsigned>(slot.lock << 1)) + " 00 00 000C 04";
    keys += slot.counter ? " 89" + hex(*slot.counter, 4) : " 00";
  }
  ask("14 23", keys + " 00*13");
  std::string envelopes = "02";
  for (std::size_t i = 0; i < model.local_envelope.size(); ++i) {
    const auto& key = model.local_envelope[i];
    envelopes += hex(i) + (key ? " 01" + hex(*key) : " 00");
  }
  ask("14 07", envelopes);
  std::string pairs = "06 00 FFFF 00 01 003C 00082A8648CE3D030107";
  for (std::size_t i = 1; i < model.private_keys.size(); ++i) {
    const bool is_present = model.private_keys[i].is_present;
    pairs += hex(i) + (is_present ? " 01 800D 00082A8648CE3D030107" : " 00 800D");
  }
  ask("14 14", pairs + " 03 00 800D 04 00 800D FF 00 0001");
  for (std::size_t i = 0; i < model.public_keys.size(); ++i) {
    const auto& key = model.public_keys[i];
    ask("14 4C" + hex(i), (key.is_present ? "01" : "00") + hex(key.flags, 2) +
                              (key.is_present ? std::string{kPublicKey} : ""));
  }
  return all;
}

}  // namespace stsafe::random_sequences
