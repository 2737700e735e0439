#include "apps/stsafe-sim/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace stsafe::simulator {
namespace {

/// "2026-01-31T12:34:56.789Z"
std::string timestamp() {
  const auto now = std::chrono::system_clock::now();
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  const auto seconds = std::chrono::system_clock::to_time_t(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), since.count() % 1000);
}

/// Text from outside may hold anything: what is not UTF-8 is replaced.
std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void Log::write(std::string_view level, std::string_view event, const Json& fields) const {
  if (format_ == Format::kNone) return;
  std::string line;
  if (format_ == Format::kJson) {
    Json whole{{"time", timestamp()}, {"level", level}, {"event", event}};
    whole.update(fields);
    line = dump(whole);
  } else {
    line = fmt::format("{} {:<7} {}", timestamp(), level, event);
    for (const auto& [key, value] : fields.items()) {
      line += fmt::format(" {}={}", key, dump(value));
    }
  }
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace stsafe::simulator
