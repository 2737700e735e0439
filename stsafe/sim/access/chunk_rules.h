#pragma once

#include "stsafe/sim/state/chunk_context.h"

// Which chunks a message takes: protocol part 02, section 6.6. Pure functions.
namespace stsafe::sim {

inline constexpr std::size_t kMinChunkNonceSize = 7;
inline constexpr std::size_t kMaxChunkNonceSize = 13;

/// Can CCM* count a message of this size with a nonce of that size?
constexpr bool fits_nonce(std::uint32_t message_size, std::size_t nonce_size) {
  const auto bits = 8 * (15 - nonce_size);
  return bits >= 32 || message_size >> bits == 0;
}

/// Checks what Start says of a CCM* message: a nonce of 7 to 13 bytes (03), a size that can be
/// counted (03), something to do (02; trap T-37). In decryption the size may count the tag (trap
/// T-17).
constexpr Status check_ccm_start(const ChunkContext& context, std::size_t nonce_size) {
  if (nonce_size < kMinChunkNonceSize || nonce_size > kMaxChunkNonceSize) {
    return Status::kValueOutOfRange;
  }
  const bool counts_tag = context.total_may_count_tag && context.total_message >= context.tag_size;
  const auto least = context.total_message - (counts_tag ? context.tag_size : 0);
  if (!fits_nonce(least, nonce_size)) return Status::kValueOutOfRange;
  if (context.total_message == 0 && context.tag_size == 0) return Status::kInconsistentCommandData;
  return Status::kOk;
}

/// Takes a total that CCM* could not count, and that was accepted, for what it must be: one that
/// counts the tag.
constexpr void settle_total(ChunkContext& context, std::size_t nonce_size) {
  if (fits_nonce(context.total_message, nonce_size)) return;
  context.total_message -= context.tag_size;
  context.total_may_count_tag = false;
}

/// What a chunk is to a message.
enum class ChunkFit : std::uint8_t {
  kFits,
  kOutOfOrder,  ///< associated data behind message: 02, and the message goes on
  kWrongTotal,  ///< more or less than was announced: 02, and the message is given up
};

/// Looks at the next chunk of a message.
constexpr ChunkFit fit_of(const ChunkContext& context, std::size_t associated_data,
                          std::size_t message) {
  if (associated_data > 0 && context.message > 0) return ChunkFit::kOutOfOrder;
  if (context.mode != wire::KeyMode::kCcmStar) return ChunkFit::kFits;
  const auto all_data = context.associated_data + associated_data;
  const auto all_message = context.message + message;
  const bool fits = all_data <= context.total_associated_data &&
                    all_message <= context.total_message &&
                    (all_message == 0 || all_data == context.total_associated_data);
  return fits ? ChunkFit::kFits : ChunkFit::kWrongTotal;
}

/// True if a message may end here: all that was announced has come. In decryption what was
/// announced may count the tag (trap T-17).
constexpr bool is_complete(const ChunkContext& context) {
  if (context.mode != wire::KeyMode::kCcmStar) return true;
  if (context.associated_data != context.total_associated_data) return false;
  if (context.message == context.total_message) return true;
  return context.total_may_count_tag && context.message + context.tag_size == context.total_message;
}

}  // namespace stsafe::sim
