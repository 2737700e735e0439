#include "ports/profile_json/profile_diff.h"

#include <nlohmann/json.hpp>

#include "ports/profile_json/profile_writer.h"

namespace stsafe::profile_json {
namespace {

using Json = nlohmann::ordered_json;
using Leaves = std::vector<std::pair<std::string, std::string>>;

bool is_list_of_objects(const Json& json) {
  return json.is_array() && !json.empty() && json.front().is_object();
}

void collect(const Json& json, const std::string& where, Leaves& leaves);

/// Rules are told apart by their code, other elements by their number.
void collect_elements(const Json& list, const std::string& where, Leaves& leaves) {
  std::size_t index = 0;
  for (auto element : list) {
    const auto times = element.value("repeat", std::size_t{1});
    element.erase("repeat");
    const bool has_code = element.contains("code");
    const auto code = element.value("code", std::string{});
    element.erase("code");
    for (std::size_t i = 0; i < times; ++i, ++index) {
      auto place = where;
      if (has_code) {
        place.append(".").append(code);
      } else {
        place.append("[").append(std::to_string(index)).append("]");
      }
      collect(element, place, leaves);
    }
  }
}

void collect(const Json& json, const std::string& where, Leaves& leaves) {
  if (is_list_of_objects(json)) {
    collect_elements(json, where, leaves);
  } else if (json.is_object()) {
    for (const auto& [field, value] : json.items()) {
      auto place = where;
      if (!place.empty()) place.append(".");
      collect(value, place.append(field), leaves);
    }
  } else {
    leaves.emplace_back(where, json.dump());
  }
}

Leaves leaves_of(const NamedProfile& named) {
  auto json = Json::parse(write_profile(named));
  json.erase("name");
  json.erase("description");
  Leaves leaves;
  collect(json, "", leaves);
  return leaves;
}

std::string value_at(const Leaves& leaves, const std::string& where) {
  const auto found = std::ranges::find(leaves, where, &Leaves::value_type::first);
  return found != leaves.end() ? found->second : std::string{};
}

}  // namespace

std::vector<Difference> differences(const NamedProfile& first, const NamedProfile& second) {
  const auto a = leaves_of(first);
  const auto b = leaves_of(second);
  std::vector<Difference> out;
  for (const auto& [where, value] : a) {
    if (auto other = value_at(b, where); other != value) {
      out.push_back({where, value, std::move(other)});
    }
  }
  for (const auto& [where, value] : b) {
    if (value_at(a, where).empty()) out.push_back({where, "", value});
  }
  return out;
}

}  // namespace stsafe::profile_json
