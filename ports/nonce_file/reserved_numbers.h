#pragma once

#include <mutex>

#include "ports/nonce_file/counter_file.h"
#include "ports/nonce_file/fork_mark.h"

namespace stsafe::nonce_file {

/// How numbers are drawn from a file.
struct Settings {
  /// How many are reserved at a time, 1 to kMaxBatch: as many may be lost when the process ends,
  /// and as many are had for one write to the medium.
  std::uint32_t batch = 32;
  /// How long to wait for other programs and threads.
  link::Microseconds patience = std::chrono::seconds{2};
};

/// One number of a file.
struct Number {
  Label label{};
  std::uint64_t value = 0;
};

/// Draws numbers from a file one by one. May be called from several threads. The child of a fork
/// draws its own.
class ReservedNumbers {
 public:
  ReservedNumbers(std::string path, Purpose purpose, link::Clock& clock, const Settings& settings,
                  SystemCalls calls);

  Result<void, Failure> create(const Label& label);
  Result<void, Failure> check();
  Result<Number, Failure> next();

  /// What the last failure was about, for a person; empty if there was none.
  std::string detail() const;
  /// Why numbers began anew with another label, the last time they did; empty if they never did.
  std::string_view new_label_because() const;

 private:
  /// Runs `work` with this object for itself, and keeps what failed.
  template <class T, class Work>
  Result<T, Failure> alone(Work work);
  Result<void, Failure> reserve(std::uint32_t count);

  Settings settings_;
  // Timed: in the child of a fork, a thread that is not there may hold them for ever.
  mutable std::timed_mutex mutex_;  ///< of all but the texts
  CounterFile file_;
  ForkMark reserved_here_;
  Reservation reservation_{};
  std::string path_;

  mutable std::timed_mutex text_mutex_;
  std::string detail_;
  std::string_view new_label_because_;
};

}  // namespace stsafe::nonce_file
