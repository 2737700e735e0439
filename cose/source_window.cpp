#include "cose/source_window.h"

#include <cassert>

namespace stsafe::cose {

Result<bool> SourceWindow::fill(std::size_t size) {
  while (bytes().size() < size) {
    if (ended_) return false;
    const auto piece = source_->next(kMostAtOnce);
    if (!piece) return piece.error();
    ended_ = piece->empty();
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(dropped_));
    dropped_ = 0;
    bytes_.insert(bytes_.end(), piece->begin(), piece->end());
  }
  return true;
}

void SourceWindow::drop(std::size_t size) {
  assert(size <= bytes().size());
  dropped_ += size;
  offset_ += size;
}

}  // namespace stsafe::cose
