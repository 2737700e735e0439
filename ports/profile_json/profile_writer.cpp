#include "ports/profile_json/profile_writer.h"

#include <nlohmann/json.hpp>
#include <span>

#include "ports/profile_json/words.h"

namespace stsafe::profile_json {
namespace {

using Json = nlohmann::ordered_json;

std::string hex(ByteView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const auto byte : bytes) {
    out += digits[std::to_integer<unsigned>(byte) >> 4];
    out += digits[std::to_integer<unsigned>(byte) & 15];
  }
  return out;
}

std::string hex_byte(std::uint8_t value) { return hex(Fixed<1>{std::byte{value}}); }

std::string code_of(wire::Opcode opcode) {
  const auto code = opcode.raw();
  const auto last = hex_byte(static_cast<std::uint8_t>(code));
  return wire::is_extended(opcode) ? hex_byte(static_cast<std::uint8_t>(code >> 8)) + last : last;
}

std::string word_of(unsigned value, std::span<const Word> words) {
  const auto found = std::ranges::find(words, value, &Word::value);
  return found != words.end() ? std::string{found->word} : std::string{};
}

Json words_of(unsigned value, std::span<const Word> words) {
  Json out = Json::array();
  for (const auto& word : words) {
    if ((value & word.value) != 0) out.push_back(word.word);
  }
  return out;
}

Json slot_or_null(std::uint8_t slot) { return slot == 0xFF ? Json{} : Json(slot); }

/// Adds an element to a list; equal to the last one, it only counts there.
void add_repeated(Json& list, const Json& element) {
  if (list.empty()) {
    list.push_back(element);
    return;
  }
  auto& last = list.back();
  auto bare = last;
  bare.erase("repeat");
  if (bare != element) {
    list.push_back(element);
    return;
  }
  const std::size_t before = last.value("repeat", std::size_t{1});
  Json counted{{"repeat", before + 1}};
  counted.update(bare);
  last = counted;
}

Json commands_json(const sim::CommandRules& commands) {
  Json rules = Json::array();
  for (const auto& rule : std::span{commands.rules}.first(commands.num_rules)) {
    const unsigned encrypted =
        (rule.encrypt_command ? wire::CommandRule::kEncryptCommandBit : 0U) |
        (rule.encrypt_response ? wire::CommandRule::kEncryptResponseBit : 0U);
    Json json{{"code", code_of(rule.opcode)},
              {"access", word_of(std::to_underlying(rule.access), kCommandAccesses)}};
    if (encrypted != 0) json["encrypt"] = words_of(encrypted, kEncryptedParts);
    rules.push_back(std::move(json));
  }
  return {{"may_change", words_of(commands.change_rights.raw(), kCommandChangeRights)},
          {"rules", std::move(rules)}};
}

Json symmetric_keys_json(const sim::Profile& profile) {
  Json slots = Json::array();
  for (const auto& control :
       std::span{profile.symmetric_control}.first(profile.num_symmetric_slots)) {
    add_repeated(slots,
                 {{"allow", words_of(control.flags, kSlotControls)},
                  {"wrapped_authentication_key", slot_or_null(control.wrapped_authentication_key)},
                  {"ecdhe_authentication_key", slot_or_null(control.ecdhe_authentication_key)}});
  }
  return slots;
}

Json private_keys_json(const sim::Profile& profile) {
  Json slots = Json::array();
  for (const auto& slot : std::span{profile.private_keys}.first(profile.num_private_keys)) {
    Json json{{"allow", words_of(slot.mode.bits, kPrivateKeyUses)},
              {"generate",
               word_of(std::to_underlying(slot.mode.generate_key_access()), kGenerateKeyAccesses)}};
    if (slot.mode.signs_prehashed()) json["eddsa"] = word_of(1, kEddsaVariants);
    if (slot.curve) json["key"] = word_of(std::to_underlying(*slot.curve), kCurves);
    add_repeated(slots, json);
  }
  return slots;
}

Json public_keys_json(const sim::Profile& profile) {
  Json slots = Json::array();
  for (const auto flags : std::span{profile.public_key_flags}.first(profile.num_public_keys)) {
    add_repeated(slots, {{"allow", words_of(flags.raw(), kPublicKeyUses)}});
  }
  return slots;
}

/// Empty for a zone that is zero.
std::string content_of(const sim::Profile& profile, wire::ZoneNumber number) {
  if (profile.certificate_zone == number) return std::string{kCertificateContent};
  auto data = profile.zones.data(number);
  while (!data.empty() && data.back() == std::byte{0}) data = data.first(data.size() - 1);
  return hex(data);
}

Json zones_json(const sim::Profile& profile) {
  Json zones = Json::array();
  for (std::uint8_t i = 0; i < sim::kMaxZones; ++i) {
    const wire::ZoneNumber number{i};
    if (!profile.zones.has(number)) continue;
    const auto& zone = profile.zones[number];
    Json json{{"size", zone.size}};
    if (zone.type == wire::ZoneType::kCounter) json["counter"] = zone.counter.raw();
    json["read"] = word_of(std::to_underlying(zone.rights.read.access), kZoneAccesses);
    json["update"] = word_of(std::to_underlying(zone.rights.update.access), kZoneAccesses);
    json["may_change"] = words_of((zone.rights.read.may_change ? kReadMayChange : 0) |
                                      (zone.rights.update.may_change ? kUpdateMayChange : 0),
                                  kZoneChangeRights);
    if (const auto content = content_of(profile, number); !content.empty()) {
      json["content"] = content;
    }
    add_repeated(zones, json);
  }
  return zones;
}

/// True for what is short enough for a line of its own: a list of words, an object in a list.
bool fits_a_line(const Json& json, bool in_list) {
  const auto is_flat = [](const Json& item) { return !item.is_structured() || item.empty(); };
  if (json.empty() || !json.is_structured()) return true;
  if (json.is_array()) return std::ranges::all_of(json, is_flat);
  return in_list && std::ranges::all_of(json, [](const Json& item) {
           return !item.is_object() && fits_a_line(item, true);
         });
}

void write(const Json& json, std::size_t indent, bool in_list, std::string& out);

void write_on_a_line(const Json& json, std::string& out) {
  if (!json.is_structured()) {
    out += json.dump();
    return;
  }
  out += json.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) out += ", ";
    first = false;
    if (json.is_object()) out += Json(key).dump() + ": ";
    write_on_a_line(value, out);
  }
  out += json.is_array() ? ']' : '}';
}

void write(const Json& json, std::size_t indent, bool in_list, std::string& out) {
  if (fits_a_line(json, in_list)) {
    write_on_a_line(json, out);
    return;
  }
  out += json.is_array() ? "[" : "{";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    out += first ? "\n" : ",\n";
    first = false;
    out.append(indent + 2, ' ');
    if (json.is_object()) out += Json(key).dump() + ": ";
    write(value, indent + 2, json.is_array(), out);
  }
  out += '\n';
  out.append(indent, ' ');
  out += json.is_array() ? ']' : '}';
}

}  // namespace

std::string write_profile(const NamedProfile& named) {
  const auto& profile = named.profile;
  Json json{{"$schema", "profile.schema.json"}, {"schema", 1}, {"name", named.name}};
  if (!named.description.empty()) json["description"] = named.description;
  json["identity"] = {{"mask_identification", hex(profile.mask_identification)},
                      {"product_bytes", hex(profile.product_bytes)},
                      {"i2c_address", hex_byte(profile.i2c_address)}};
  json["life_cycle"] = word_of(std::to_underlying(profile.life_cycle), kLifeCycles);
  if (profile.password) json["password"] = hex(*profile.password);
  json["commands"] = commands_json(profile.commands);
  json["host_keys"] = {
      {"allow", words_of(profile.host_key_control.flags, kHostKeyControls)},
      {"authentication_key", slot_or_null(profile.host_key_control.authentication_key)}};
  json["symmetric_keys"] = symmetric_keys_json(profile);
  json["private_keys"] = private_keys_json(profile);
  json["public_keys"] = public_keys_json(profile);
  json["zones"] = zones_json(profile);
  std::string out;
  write(json, 0, false, out);
  out += '\n';
  return out;
}

}  // namespace stsafe::profile_json
