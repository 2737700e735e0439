#include "apps/stsafe/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace stsafe::tool {
namespace {

std::string amount(double value, const std::string& unit) {
  if (unit != "B") return fmt::format("{:.0f} {}", value, unit);
  for (const auto* prefix : {"", "k", "M"}) {
    if (value < 1000) return fmt::format("{:.{}f} {}B", value, *prefix == '\0' ? 0 : 1, prefix);
    value /= 1000;
  }
  return fmt::format("{:.1f} GB", value);
}

}  // namespace

std::string progress_text(const std::string& what, const std::string& unit, std::uint64_t done,
                          std::optional<std::uint64_t> total, double seconds) {
  const auto so_far = static_cast<double>(done);
  const auto rate = seconds > 0 ? so_far / seconds : 0;
  auto text = fmt::format("{}: {}", what, amount(so_far, unit));
  if (total) text += fmt::format(" of {}", amount(static_cast<double>(*total), unit));
  text += fmt::format(", {}/s", amount(rate, unit));
  if (total && rate > 0 && *total >= done) {
    text += fmt::format(", {:.0f} s left", static_cast<double>(*total - done) / rate);
  }
  return text;
}

Progress::Progress(const VerbOptions& options, std::string what, std::string unit,
                   std::optional<std::uint64_t> total)
    : what_(std::move(what)),
      unit_(std::move(unit)),
      total_(total),
      is_shown_(!options.quiet && isatty(STDERR_FILENO) == 1) {}

void Progress::update(std::uint64_t done) {
  if (!is_shown_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds{200};
  const std::chrono::duration<double> elapsed = now - start_;
  const auto line = "\r\033[K" + progress_text(what_, unit_, done, total_, elapsed.count());
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  has_line_ = true;
}

void Progress::clear() {
  if (has_line_) std::fputs("\r\033[K", stderr);
  has_line_ = false;
}

}  // namespace stsafe::tool
