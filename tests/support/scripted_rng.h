#pragma once

#include "stsafe/crypto/rng.h"
#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// Gives the bytes that it was given, once, and then fails.
class ScriptedRng final : public crypto::Rng {
 public:
  ScriptedRng() = default;
  explicit ScriptedRng(ByteView bytes) { add(bytes); }

  void add(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  bool is_used_up() const { return next_ == bytes_.size(); }

  Result<void> fill(ByteSpan out) override {
    if (out.size() > bytes_.size() - next_) return CryptoError::kBackendFailed;
    copy_bytes(ByteView{bytes_}.subspan(next_, out.size()), out);
    next_ += out.size();
    return {};
  }

 private:
  Bytes bytes_;
  std::size_t next_ = 0;
};

}  // namespace stsafe::testing_support
