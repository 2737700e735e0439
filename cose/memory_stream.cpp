#include "cose/memory_stream.h"

#include <algorithm>

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

ByteSpan FixedSink::room(std::size_t size) {
  const auto left = memory_.subspan(used_);
  return size <= left.size() ? left.first(size) : ByteSpan{};
}

Result<void> FixedSink::write(ByteView bytes) {
  const auto to = room(bytes.size());
  if (to.size() != bytes.size()) {
    return Failure{Reason::kStream,
                   "there is no room for more than " + std::to_string(memory_.size()) + " bytes",
                   {}};
  }
  if (bytes.data() != to.data()) copy_bytes(bytes, to);
  used_ += bytes.size();
  return {};
}

Result<void> FixedSink::commit() {
  committed_ = true;
  return {};
}

void FixedSink::discard() {
  if (committed_) return;
  // Also what was put into room() and not written.
  wipe(memory_);
  used_ = 0;
}

}  // namespace stsafe::cose
