#pragma once

#include <limits>

#include "stsafe/host/device.h"

namespace stsafe::host {

/// The longest CCM* message and associated data: the nonce of 13 bytes leaves two for their size.
inline constexpr std::size_t kMaxCcmStarMessage = 0xFFFF;

/// The message that runs through the chip in chunks, as the host sees it: whether it still does,
/// and what is to come (protocol part 02, section 6.6). The chip runs one at a time.
class ChunkRun {
 public:
  /// Ends the one before. Without a size the message ends where it is finished.
  ChunkRun(Device& device, std::size_t tag_size, std::optional<std::size_t> message_size = {});
  ChunkRun(ChunkRun&& other) noexcept;
  ChunkRun& operator=(ChunkRun&&) = delete;
  ~ChunkRun() = default;

  /// Only to be asked while the message runs.
  Device& device() const { return *device_; }
  std::size_t tag_size() const { return tag_size_; }

  /// May these bytes come next? UsageError::kNotOpen if the message is over, or another one has
  /// been started on the device; kWrongSize for more than was announced.
  Result<void> check(std::size_t size) const;
  /// And may they be the last ones? UsageError::kWrongSize also for fewer than were announced, or
  /// another tag.
  Result<void> check_last(std::size_t size, std::size_t tag_size) const;

  void count(std::size_t size) { left_ -= size; }
  void end() { device_ = nullptr; }
  /// What the chip has made of the message after an error nobody knows.
  Error fail(Error why) {
    end();
    return why;
  }

 private:
  Device* device_;
  std::size_t tag_size_;
  std::size_t left_;
  std::uint32_t number_;
  bool has_size_;
};

/// UsageError::kOutOfRange if CCM* cannot count as much, or has nothing to do (trap T-37).
Result<void> check_ccm_star_sizes(std::size_t associated_data, std::size_t message,
                                  std::size_t tag);

/// How many bytes of a chunk fit into a command, and what comes of them into its answer, beside
/// what else stands there.
struct BesideChunk {
  std::size_t command = 0;  ///< without the fields that every chunk has: its two lengths
  std::size_t answer = 0;
};
std::size_t chunk_room(const Device& device, wire::Opcode opcode, BesideChunk beside = {});

/// What Start has beside its chunk: slot, length of the nonce and the nonce; totals of CCM*.
inline constexpr std::size_t kGcmStartFields = 1 + 2;
inline constexpr std::size_t kCcmStarStartFields = kGcmStartFields + 13 + 2 + 4;

/// Cuts off what fits.
ByteView take_front(ByteView& bytes, std::size_t most);

}  // namespace stsafe::host
