#include "ports/nonce_file/reserved_numbers.h"

#include <algorithm>
#include <utility>

namespace stsafe::nonce_file {

ReservedNumbers::ReservedNumbers(std::string path, Purpose purpose, link::Clock& clock,
                                 const Settings& settings, SystemCalls calls)
    : settings_(settings),
      file_(path, std::move(purpose), clock, settings.patience, std::move(calls)),
      path_(std::move(path)) {
  settings_.batch = std::clamp(settings_.batch, std::uint32_t{1}, kMaxBatch);
}

template <class T, class Work>
Result<T, Failure> ReservedNumbers::alone(Work work) {
  const std::unique_lock lock{mutex_, settings_.patience};
  Result<T, Failure> done =
      lock.owns_lock()
          ? work()
          : Result<T, Failure>{failure(Problem::kInUse, path_, "is in use by another thread")};
  if (!done) {
    const std::unique_lock text_lock{text_mutex_, settings_.patience};
    if (text_lock.owns_lock()) detail_ = done.error().text;
  }
  return done;
}

Result<void, Failure> ReservedNumbers::create(const Label& label) {
  return alone<void>([&] { return file_.create(label); });
}

Result<void, Failure> ReservedNumbers::check() {
  return alone<void>([&] { return reserve(0); });
}

Result<Number, Failure> ReservedNumbers::next() {
  return alone<Number>([&]() -> Result<Number, Failure> {
    if (reservation_.begin == reservation_.end || !reserved_here_.is_set()) {
      if (auto reserved = reserve(settings_.batch); !reserved) return reserved.error();
    }
    return Number{.label = reservation_.label, .value = reservation_.begin++};
  });
}

/// Numbers left of an earlier reservation are skipped.
Result<void, Failure> ReservedNumbers::reserve(std::uint32_t count) {
  auto reservation = file_.reserve(count);
  if (!reservation) return reservation.error();
  if (!reservation->new_label_because.empty()) {
    const std::unique_lock text_lock{text_mutex_, settings_.patience};
    if (text_lock.owns_lock()) new_label_because_ = reservation->new_label_because;
  }
  reservation_ = *reservation;
  reserved_here_.set();
  return {};
}

std::string ReservedNumbers::detail() const {
  const std::unique_lock text_lock{text_mutex_, settings_.patience};
  return text_lock.owns_lock() ? detail_ : std::string{};
}

std::string_view ReservedNumbers::new_label_because() const {
  const std::unique_lock text_lock{text_mutex_, settings_.patience};
  return text_lock.owns_lock() ? new_label_because_ : std::string_view{};
}

}  // namespace stsafe::nonce_file
