#include "stsafe/host/chunk_run.h"

#include <algorithm>
#include <utility>

#include "stsafe/host/frame_room.h"

namespace stsafe::host {
namespace {

/// Lengths of associated data and message.
constexpr std::size_t kLengthFields = 2 + 2;

}  // namespace

ChunkRun::ChunkRun(Device& device, std::size_t tag_size, std::optional<std::size_t> message_size)
    : device_(&device),
      tag_size_(tag_size),
      left_(message_size.value_or(std::numeric_limits<std::size_t>::max())),
      number_(++device.last_chunk_run_),
      has_size_(message_size.has_value()) {}

ChunkRun::ChunkRun(ChunkRun&& other) noexcept
    : device_(std::exchange(other.device_, nullptr)),
      tag_size_(other.tag_size_),
      left_(other.left_),
      number_(other.number_),
      has_size_(other.has_size_) {}

Result<void> ChunkRun::check(std::size_t size) const {
  if (device_ == nullptr || device_->last_chunk_run_ != number_) return UsageError::kNotOpen;
  if (size > left_) return UsageError::kWrongSize;
  return {};
}

Result<void> ChunkRun::check_last(std::size_t size, std::size_t tag_size) const {
  if (auto fits = check(size); !fits) return fits;
  if (tag_size != tag_size_ || (has_size_ && size != left_)) return UsageError::kWrongSize;
  return {};
}

Result<void> check_ccm_star_sizes(std::size_t associated_data, std::size_t message,
                                  std::size_t tag) {
  const bool has_something = message > 0 || tag > 0;
  if (associated_data > kMaxCcmStarMessage || message > kMaxCcmStarMessage || !has_something) {
    return UsageError::kOutOfRange;
  }
  return {};
}

std::size_t chunk_room(const Device& device, wire::Opcode opcode, BesideChunk beside) {
  const auto room = frame_room(device, opcode);
  return std::min(room.command - kLengthFields - beside.command, room.answer - beside.answer);
}

ByteView take_front(ByteView& bytes, std::size_t most) {
  const auto front = bytes.first(std::min(bytes.size(), most));
  bytes = bytes.subspan(front.size());
  return front;
}

}  // namespace stsafe::host
