#pragma once

#include <cassert>

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"
#include "stsafe/base/wipe.h"

namespace stsafe {

/// A key or other secret of up to `Capacity` bytes. No copy, no comparison, no printing; wiped at
/// the end of its life and whenever it is set anew. Read only through `reveal()`.
template <std::size_t Capacity>
class Secret {
 public:
  // Not `= default`: the bytes stay unwritten, and a Secret may yet be const.
  Secret() {}  // NOLINT(modernize-use-equals-default)
  ~Secret() { wipe(bytes_); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// Shows the secret. Grep for it to find every place that touches key bytes.
  ByteView reveal() const { return ByteView{bytes_}.first(size_); }

  /// Makes the secret `size` bytes long, all zero, and gives them to be written.
  ByteSpan prepare(std::size_t size) {
    assert(size <= Capacity);
    clear();
    size_ = size;
    return ByteSpan{bytes_}.first(size);
  }

  /// Takes a copy of the bytes. Fails with UsageError::kWrongSize if they do not fit.
  Result<void> assign(ByteView from) {
    if (from.size() > Capacity) return UsageError::kWrongSize;
    copy_bytes(from, prepare(from.size()));
    return {};
  }

  void clear() {
    wipe(bytes_);
    size_ = 0;
  }

 private:
  Fixed<Capacity> bytes_;  // written before it can be read: see prepare()
  std::size_t size_ = 0;
};

}  // namespace stsafe
