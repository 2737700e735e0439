#include "ports/profile_json/json_object.h"

#include <algorithm>

#include "ports/profile_json/profile_error.h"
#include "stsafe/base/hex.h"

namespace stsafe::profile_json {
namespace {

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string list_of(std::span<const Word> words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ", ";
    out += word.word;
  }
  return out;
}

bool is_hexadecimal(const std::string& text) {
  return text.size() % 2 == 0 &&
         std::ranges::all_of(text, [](char c) { return hex_digit_value(c) >= 0; });
}

std::byte byte_at(const std::string& digits, std::size_t index) {
  return static_cast<std::byte>(hex_digit_value(digits[2 * index]) * 16 +
                                hex_digit_value(digits[2 * index + 1]));
}

}  // namespace

Object::Object(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
  if (!json.is_object()) throw ProfileError{where_, "is not an object"};
}

bool Object::has(const std::string& field) {
  known_.insert(field);
  return json_.contains(field);
}

std::vector<std::string> Object::fields() const {
  std::vector<std::string> names;
  for (const auto& [field, unused] : json_.items()) names.push_back(field);
  return names;
}

std::string Object::text(const std::string& field, std::size_t max_size) {
  const auto& json = value(field);
  if (!json.is_string()) fail(field, "is not text");
  auto text = json.get<std::string>();
  if (text.size() > max_size) fail(field, "has more than " + std::to_string(max_size) + " bytes");
  return text;
}

std::uint32_t Object::number(const std::string& field, std::uint32_t min, std::uint32_t max) {
  const auto& json = value(field);
  const bool is_in_range = json.is_number_unsigned() && json.get<std::uint64_t>() >= min &&
                           json.get<std::uint64_t>() <= max;
  if (!is_in_range && min == max) fail(field, "is not " + std::to_string(min));
  if (!is_in_range) {
    fail(field, "is not a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  }
  return json.get<std::uint32_t>();
}

std::uint32_t Object::number_or_null(const std::string& field, std::uint32_t max,
                                     std::uint32_t absent) {
  known_.insert(field);
  if (!has(field) || json_.at(field).is_null()) return absent;
  return number(field, 0, max);
}

void Object::bytes(const std::string& field, ByteSpan out) {
  const auto& json = value(field);
  const auto digits = json.is_string() ? json.get<std::string>() : std::string{};
  if (!is_hexadecimal(digits) || digits.size() != 2 * out.size()) {
    fail(field, "is not " + std::to_string(2 * out.size()) + " hexadecimal digits");
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = byte_at(digits, i);
}

std::vector<std::byte> Object::bytes_up_to(const std::string& field, std::size_t max_size) {
  const auto& json = value(field);
  const auto digits = json.is_string() ? json.get<std::string>() : std::string{};
  if (!json.is_string() || !is_hexadecimal(digits) || digits.size() > 2 * max_size) {
    fail(field, "is not an even number of hexadecimal digits, " + std::to_string(2 * max_size) +
                    " at most");
  }
  std::vector<std::byte> out(digits.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = byte_at(digits, i);
  return out;
}

bool Object::is_word(const std::string& field, std::string_view word) {
  const auto& json = value(field);
  return json.is_string() && json.get_ref<const std::string&>() == word;
}

unsigned Object::word(const std::string& field, std::span<const Word> words) {
  const auto& json = value(field);
  const auto text = json.is_string() ? json.get<std::string>() : std::string{};
  const auto found = std::ranges::find(words, std::string_view{text}, &Word::word);
  if (found == words.end()) {
    fail(field, (json.is_string() ? quoted(text) + " is" : "is") + " none of " + list_of(words));
  }
  return found->value;
}

unsigned Object::words(const std::string& field, std::span<const Word> words) {
  const auto& json = value(field);
  if (!json.is_array()) fail(field, "is not a list of " + list_of(words));
  unsigned sum = 0;
  for (const auto& item : json) {
    const auto text = item.is_string() ? item.get<std::string>() : std::string{};
    const auto found = std::ranges::find(words, std::string_view{text}, &Word::word);
    if (found == words.end()) fail(field, quoted(text) + " is none of " + list_of(words));
    if ((sum & found->value) != 0) fail(field, quoted(text) + " is there twice");
    sum |= found->value;
  }
  return sum;
}

Object Object::object(const std::string& field) { return Object{value(field), place(field)}; }

void Object::finish() const {
  for (const auto& [field, unused] : json_.items()) {
    if (known_.contains(field)) continue;
    std::string known;
    for (const auto& each : known_) known += (known.empty() ? "" : ", ") + each;
    fail(field, "is not a field here; there are: " + known);
  }
}

void Object::fail(const std::string& field, const std::string& what) const {
  throw ProfileError{place(field), what};
}

const Json& Object::value(const std::string& field) {
  if (!has(field)) fail(field, "is missing");
  return json_.at(field);
}

std::vector<Object::Element> Object::elements(const std::string& field) {
  const auto& json = value(field);
  if (!json.is_array()) fail(field, "is not a list");
  std::vector<Element> out;
  for (const auto& item : json) {
    out.push_back({item, place(field) + "[" + std::to_string(out.size()) + "]"});
  }
  return out;
}

std::size_t Object::repeat_of(const Json& json, const std::string& where, std::size_t max) {
  Object element{json, where};
  if (max == 0) throw ProfileError{where, "is one too many"};
  if (!element.has("repeat")) return 1;
  return element.number("repeat", 1, static_cast<std::uint32_t>(max));
}

std::string Object::place(const std::string& field) const {
  return where_.empty() ? field : where_ + "." + field;
}

}  // namespace stsafe::profile_json
