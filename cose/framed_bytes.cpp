#include "cose/framed_bytes.h"

#include <algorithm>
#include <limits>

namespace stsafe::cose {
namespace {

constexpr std::uint32_t kMaxEmptyChunks = 1000;

}  // namespace

Result<CborHead> FramedBytes::take_head() {
  const auto shown = reader_->peek(kMaxCborHeadSize);
  if (!shown) return shown.error();
  const auto head = decode_head(*shown, reader_->offset());
  if (!head) return head.error();
  const auto place = "byte " + std::to_string(reader_->offset()) + ": ";
  if (!*head) return Failure{Reason::kTruncated, place + "it ends within the content", {}};
  if ((*head)->type != CborType::kBytes && !(*head)->is_break()) {
    return Failure{
        Reason::kUnexpected, place + "expected a byte string, found " + name((*head)->type), {}};
  }
  reader_->drop((*head)->size);
  return **head;
}

Result<void> FramedBytes::start() {
  if (state_ != State::kBefore) return {};
  const auto offset = reader_->offset();
  const auto head = take_head();
  if (!head) return head.error();
  if (head->is_break()) {
    return Failure{Reason::kMalformed,
                   "byte " + std::to_string(offset) + ": a break where nothing was begun",
                   {}};
  }
  in_chunks_ = head->is_indefinite;
  left_ = head->argument;
  if (!in_chunks_) size_ = left_;
  state_ = State::kWithin;
  return {};
}

Result<void> FramedBytes::advance() {
  if (auto started = start(); !started) return started;
  while (state_ == State::kWithin && left_ == 0) {
    if (!in_chunks_) {
      state_ = State::kAfter;
      break;
    }
    const auto offset = reader_->offset();
    const auto head = take_head();
    if (!head) return head.error();
    if (head->is_break()) {
      state_ = State::kAfter;
    } else if (head->is_indefinite) {
      return Failure{Reason::kMalformed,
                     "byte " + std::to_string(offset) + ": a chunk that itself has chunks",
                     {}};
    }
    left_ = head->argument;
    num_empty_chunks_ = left_ == 0 ? num_empty_chunks_ + 1 : 0;
    if (num_empty_chunks_ > kMaxEmptyChunks) {
      return Failure{
          Reason::kTooLarge, "byte " + std::to_string(offset) + ": too many empty chunks", {}};
    }
  }
  return {};
}

Result<ByteView> FramedBytes::next(std::size_t most) {
  if (auto advanced = advance(); !advanced) return advanced.error();
  if (state_ == State::kAfter) return ByteView{};
  auto piece = reader_->take(static_cast<std::size_t>(std::min<std::uint64_t>(most, left_)));
  if (!piece) return piece;
  if (piece->empty()) {
    return Failure{Reason::kTruncated,
                   "byte " + std::to_string(reader_->offset()) + ": it ends within the content",
                   {}};
  }
  left_ -= piece->size();
  return piece;
}

Result<std::uint64_t> FramedBytes::skip_all() {
  std::uint64_t total = 0;
  while (true) {
    if (auto advanced = advance(); !advanced) return advanced.error();
    if (state_ == State::kAfter) return total;
    if (left_ > std::numeric_limits<std::uint64_t>::max() - total) {
      return Failure{Reason::kTruncated, "the content has more bytes than any file", {}};
    }
    if (auto skipped = reader_->skip(left_); !skipped) return skipped.error();
    total += left_;
    left_ = 0;
  }
}

Result<void> FramedBytes::seek(std::uint64_t /*position*/) {
  return Failure{Reason::kInvalidRequest, "the content can only be read from start to end", {}};
}

}  // namespace stsafe::cose
