#include "ports/nonce_file/frame_counter_file.h"

#include <utility>

namespace stsafe::nonce_file {
namespace {

/// IEEE 802.15.4 secures no frame with FFFFFFFF.
constexpr std::uint64_t kFrameCounterLimit = 0xFFFFFFFF;

}  // namespace

FrameCounterFile::FrameCounterFile(std::string path, const Label& label, link::Clock& clock,
                                   const Settings& settings, SystemCalls calls)
    : label_(label),
      numbers_(std::move(path),
               {.kind = Kind::kFrameCounter, .limit = kFrameCounterLimit, .label = label}, clock,
               settings, std::move(calls)) {}

Result<std::uint32_t> FrameCounterFile::next() {
  const auto number = numbers_.next();
  if (number) return static_cast<std::uint32_t>(number->value);
  if (number.error().problem == Problem::kExhausted) return UsageError::kNonceExhausted;
  return UsageError::kNonceUnavailable;
}

}  // namespace stsafe::nonce_file
