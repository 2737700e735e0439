#include "cose/source_reader.h"

#include <algorithm>

namespace stsafe::cose {
namespace {

constexpr std::size_t kSkippedAtOnce = std::size_t{64} * 1024;

}  // namespace

Result<ByteView> SourceReader::peek(std::size_t size) {
  ahead_.erase(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(taken_));
  taken_ = 0;
  while (ahead_.size() < size) {
    const auto piece = source_->next(size - ahead_.size());
    if (!piece) return piece.error();
    if (piece->empty()) break;
    ahead_.insert(ahead_.end(), piece->begin(), piece->end());
  }
  return ByteView{ahead_}.first(std::min(size, ahead_.size()));
}

void SourceReader::drop(std::size_t size) {
  taken_ += size;
  offset_ += size;
}

Result<ByteView> SourceReader::take(std::size_t most) {
  const auto ahead = ByteView{ahead_}.subspan(taken_);
  if (!ahead.empty()) {
    const auto piece = ahead.first(std::min(most, ahead.size()));
    drop(piece.size());
    return piece;
  }
  const auto piece = source_->next(most);
  if (piece) offset_ += piece->size();
  return piece;
}

Failure SourceReader::ends_here() const {
  return {Reason::kTruncated, "it ends at byte " + std::to_string(offset_), {}};
}

Result<void> SourceReader::skip(std::uint64_t size) {
  const auto ahead = std::min<std::uint64_t>(size, ahead_.size() - taken_);
  drop(static_cast<std::size_t>(ahead));
  size -= ahead;
  const auto all = source_->size();
  if (size == 0) return {};
  if (!source_->can_seek() || !all) return skip_by_reading(size);
  if (offset_ > *all || size > *all - offset_) {
    offset_ = *all;
    return ends_here();
  }
  offset_ += size;
  return source_->seek(offset_);
}

Result<void> SourceReader::skip_by_reading(std::uint64_t size) {
  while (size > 0) {
    const auto most = std::min<std::uint64_t>(size, kSkippedAtOnce);
    const auto piece = take(static_cast<std::size_t>(most));
    if (!piece) return piece.error();
    if (piece->empty()) return ends_here();
    size -= piece->size();
  }
  return {};
}

}  // namespace stsafe::cose
