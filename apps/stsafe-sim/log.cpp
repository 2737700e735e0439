#include "apps/stsafe-sim/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

namespace stsafe::simulator {
namespace {

/// "2026-01-31T12:34:56.789Z"
std::string timestamp() {
  const auto now = std::chrono::system_clock::now();
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  const auto seconds = std::chrono::system_clock::to_time_t(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), since.count() % 1000);
}

/// True if a line can be written at once. A pipe that nobody reads fills up; who waits for it would
/// keep all devices waiting. Below 4096 bytes a pipe that is ready takes all or nothing.
bool has_room() {
  pollfd entry{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
  return ::poll(&entry, 1, 0) == 1;
}

}  // namespace

std::string in_one_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Log::write(std::string_view level, std::string_view event, const Json& fields) const {
  if (format_ == Format::kNone) return;
  if (!has_room()) {
    ++num_left_out_;
    return;
  }
  std::string lines;
  if (num_left_out_ > 0) {
    lines = line("warning", "lines left out", {{"count", std::exchange(num_left_out_, 0)}});
  }
  lines += line(level, event, fields);
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

std::string Log::line(std::string_view level, std::string_view event, const Json& fields) const {
  if (format_ == Format::kJson) {
    Json whole{{"time", timestamp()}, {"level", level}, {"event", event}};
    whole.update(fields);
    return in_one_line(whole) + '\n';
  }
  auto text = fmt::format("{} {:<7} {}", timestamp(), level, event);
  for (const auto& [key, value] : fields.items()) {
    text += fmt::format(" {}={}", key, in_one_line(value));
  }
  return text + '\n';
}

}  // namespace stsafe::simulator
