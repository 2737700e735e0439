#pragma once

#include "ports/nonce_file/reserved_numbers.h"
#include "stsafe/crypto/rng.h"
#include "stsafe/host/nonce.h"

namespace stsafe::nonce_file {

/// Nonces that do not repeat, also over restarts, crashes and power cuts: nine random bytes that
/// stay in a file, and a counter of four bytes of which the file knows how far it may have been
/// used. Any number of processes and threads may share the file; it says nothing secret.
///
/// Nine fresh random bytes are always safe: they collide with those of another source with
/// probability 2⁻⁷². So they are drawn when the file is made, and when it is damaged, a copy,
/// set back, or used up, and remark() says so. A file that is not ours, or may be written by
/// others, is refused and left as it is.
class NonceFile final : public host::NonceSource {
 public:
  /// Nothing is opened yet. `rng` and `clock` must outlive this object; `rng` is asked by one
  /// thread at a time, of those that call this object.
  NonceFile(const std::string& path, crypto::Rng& rng, link::Clock& clock,
            const Settings& settings = {}, SystemCalls calls = system_calls());

  /// Checks the file, and makes it if there is none. next() does this, too.
  Result<void, Failure> open() { return numbers_.check(); }

  /// UsageError::kNonceUnavailable if the file gives none: detail() says why. CryptoError if a new
  /// random part cannot be drawn. Waits for others, the medium aside, at most twice the patience.
  Result<host::Nonce> next() override;

  /// What the last failure was about, for a person; empty if there was none.
  std::string detail() const { return numbers_.detail(); }
  /// Why a new random part was drawn for a file that existed; empty if none was.
  std::string_view remark() const { return numbers_.new_label_because(); }

 private:
  ReservedNumbers numbers_;
};

}  // namespace stsafe::nonce_file
