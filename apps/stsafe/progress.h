#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "apps/stsafe/options.h"

namespace stsafe::tool {

/// How far something is that takes its time: on standard error, if that is a terminal, from the
/// first second on. With rate and remaining time.
class Progress {
 public:
  /// `total` in the same unit as what update() is told; nothing if nobody knows.
  Progress(const VerbOptions& options, std::string what, std::string unit,
           std::optional<std::uint64_t> total);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;
  void clear();

  const std::string what_;
  const std::string unit_;
  const std::optional<std::uint64_t> total_;
  const bool is_shown_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_ + std::chrono::seconds{1};
  bool has_line_ = false;
};

/// "sealing: 12.0 of 50.0 MB, 3.4 MB/s, 11 s left". Bytes are shown in kB, MB or GB.
std::string progress_text(const std::string& what, const std::string& unit, std::uint64_t done,
                          std::optional<std::uint64_t> total, double seconds);

}  // namespace stsafe::tool
