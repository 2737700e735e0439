#include "cose/memory_stream.h"

#include "stsafe/base/wipe.h"

namespace stsafe::cose {

Result<ByteView> MemorySource::next(std::size_t most) {
  const auto rest = bytes_.subspan(position_);
  const auto piece = rest.first(std::min(most, rest.size()));
  position_ += piece.size();
  return piece;
}

Result<void> MemorySource::seek(std::uint64_t position) {
  position_ = static_cast<std::size_t>(std::min<std::uint64_t>(position, bytes_.size()));
  return {};
}

Result<void> MemorySink::write(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return {};
}

Result<void> MemorySink::commit() {
  committed_ = true;
  return {};
}

void MemorySink::discard() {
  if (committed_) return;
  wipe(bytes_);
  bytes_.clear();
}

}  // namespace stsafe::cose
