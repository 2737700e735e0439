#pragma once

#include <optional>
#include <string>

#include "apps/stsafe/secret_copy.h"
#include "stsafe/crypto/hkdf.h"

namespace stsafe::tool {

/// Saves keys in a new file as soon as they are derived: in an agreement on host keys that is
/// before the device is told to derive them, so that it is never alone with them.
class KeepingHkdf final : public crypto::Hkdf {
 public:
  KeepingHkdf(crypto::Hkdf& hkdf, std::string file) : hkdf_(hkdf), file_(std::move(file)) {}

  /// CryptoError::kBackendFailed if they cannot be saved: failure() tells why.
  Result<void> derive(ByteView salt, ByteView input_key, ByteView info, ByteSpan out) override {
    if (auto derived = hkdf_.derive(salt, input_key, info, out); !derived) return derived;
    try {
      save_secret(file_, out);
    } catch (const Failure& failure) {
      failure_ = failure;
      return CryptoError::kBackendFailed;
    }
    return {};
  }
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  crypto::Hkdf& hkdf_;
  std::string file_;
  std::optional<Failure> failure_;
};

}  // namespace stsafe::tool
