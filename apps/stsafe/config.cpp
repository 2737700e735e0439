#include "apps/stsafe/config.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "apps/devices/failure.h"
#include "apps/devices/read_file.h"
#include "ports/profile_json/profile_error.h"
#include "ports/profile_json/strict_json.h"

namespace stsafe::tool {
namespace {

using devices::Failure;
using ConfigJson = profile_json::Json;

constexpr std::size_t kMaxConfig = std::size_t{1} << 20;

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

/// The file to read, and whether it must exist.
std::pair<std::string, bool> config_place(const std::string& file) {
  if (!file.empty()) return {file, true};
  if (const auto named = variable("STSAFE_CONFIG")) return {*named, true};
  if (const auto home = variable("XDG_CONFIG_HOME")) return {*home + "/stsafe/config.json", false};
  if (const auto home = variable("HOME")) return {*home + "/.config/stsafe/config.json", false};
  return {"", false};
}

Failure wrong(const std::string& file, const std::string& why) {
  return devices::usage_failure(fmt::format("configuration '{}': {}", file, why));
}

std::string text_member(const std::string& file, const ConfigJson& object,
                        const std::string& name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (!found->is_string()) throw wrong(file, fmt::format("\"{}\" is not a text", name));
  return found->get<std::string>();
}

ConfigJson parse(const std::string& file) {
  const auto bytes = devices::read_file("configuration", file, kMaxConfig);
  try {
    return profile_json::parse_strictly(
        {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  } catch (const profile_json::ProfileError& error) {
    throw wrong(file, error.text());
  }
}

void refuse_unknown(const std::string& file, const ConfigJson& object,
                    std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : object.items()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    throw wrong(file, fmt::format("\"{}\" means nothing here", name));
  }
}

Target parse_target(const std::string& file, const std::string& name, const ConfigJson& json) {
  if (json.is_string()) return {.device = json.get<std::string>(), .host_keys = {}};
  if (!json.is_object()) {
    throw wrong(file, fmt::format("device \"{}\" is neither a text nor an object", name));
  }
  refuse_unknown(file, json, {"device", "host_keys"});
  const Target target{.device = text_member(file, json, "device"),
                      .host_keys = text_member(file, json, "host_keys")};
  if (target.device.empty()) throw wrong(file, fmt::format("\"{}\" has no \"device\"", name));
  return target;
}

}  // namespace

std::vector<Target> Config::targets() const {
  std::vector<Target> list;
  for (const auto& [name, target] : devices) list.push_back(target);
  return list;
}

Config read_config(const std::string& file) {
  const auto [place, must_exist] = config_place(file);
  std::error_code hidden;  // another user's home is as good as none
  if (place.empty() || (!must_exist && !std::filesystem::exists(place, hidden))) return {};
  const auto document = parse(place);
  if (!document.is_object()) throw wrong(place, "it is not a JSON object");
  refuse_unknown(place, document, {"device", "devices"});
  Config config{.device = text_member(place, document, "device"), .devices = {}};
  const auto devices = document.value("devices", ConfigJson::object());
  if (!devices.is_object()) throw wrong(place, "\"devices\" is not an object");
  for (const auto& [name, target] : devices.items()) {
    if (name.empty() || name.find(':') != std::string::npos) {
      throw wrong(place, fmt::format("\"{}\" is no name: it is empty or has a colon", name));
    }
    config.devices[name] = parse_target(place, name, target);
  }
  return config;
}

Target choose_target(const Config& config, const std::string& asked_for) {
  auto choice = asked_for;
  if (choice.empty()) choice = variable("STSAFE_DEVICE").value_or(config.device);
  if (choice.empty()) choice = "sim:";
  if (choice.find(':') != std::string::npos) return {.device = choice, .host_keys = {}};
  if (const auto found = config.devices.find(choice); found != config.devices.end()) {
    return found->second;
  }
  std::string known;
  for (const auto& [name, target] : config.devices) known += fmt::format(" {}", name);
  throw Failure{Failure::Kind::kNotFound,
                fmt::format("'{}' is no device string, such as sim: or i2c:/dev/i2c-1, and no "
                            "device of the configuration; known are:{}",
                            choice, known.empty() ? " none" : known)};
}

}  // namespace stsafe::tool
