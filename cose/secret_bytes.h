#pragma once

#include <utility>
#include <vector>

#include "stsafe/base/bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::cose {

/// A plaintext or key of a size that is known only when it comes: like Secret, but on the heap and
/// movable. No copy, no comparison, no printing; wiped before its memory is given back.
class SecretBytes {
 public:
  SecretBytes() = default;
  /// All zero, to be written through prepare().
  explicit SecretBytes(std::size_t size) : bytes_(size) {}
  explicit SecretBytes(ByteView from) : bytes_(from.begin(), from.end()) {}
  /// Takes over memory that has never grown: what it may have been copied from is not wiped.
  explicit SecretBytes(std::vector<std::byte>&& bytes) : bytes_(std::move(bytes)) {}
  ~SecretBytes() { wipe(bytes_); }
  // A vector that is moved from gives its memory away: nothing stays behind.
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  /// Shows the secret. Grep for it to find every place that touches it.
  ByteView reveal() const { return bytes_; }
  /// Its memory, to be written.
  ByteSpan prepare() { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace stsafe::cose
