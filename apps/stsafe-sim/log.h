#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace stsafe::simulator {

using Json = nlohmann::ordered_json;

/// Text from outside may hold anything: what is not UTF-8 is replaced.
std::string in_one_line(const Json& value);

/// What happens, one line each on standard error: `time level event key=value …` for people, or one
/// JSON object for programs. Never holds the bytes of a frame.
///
/// Never waits for whoever reads it: lines for which there is no room are left out, and counted.
class Log {
 public:
  enum class Format : std::uint8_t { kText, kJson, kNone };
  explicit Log(Format format) : format_(format) {}

  void info(std::string_view event, const Json& fields = Json::object()) const {
    write("info", event, fields);
  }
  void warning(std::string_view event, const Json& fields = Json::object()) const {
    write("warning", event, fields);
  }

 private:
  void write(std::string_view level, std::string_view event, const Json& fields) const;
  std::string line(std::string_view level, std::string_view event, const Json& fields) const;

  Format format_;
  mutable std::uint64_t num_left_out_ = 0;
};

}  // namespace stsafe::simulator
