#pragma once

#include "stsafe/channel/kek.h"
#include "stsafe/crypto/key_wrap.h"
#include "stsafe/host/device.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// What a KEK session needs of cryptography.
struct KekCrypto {
  crypto::Ecdh& ecdh;
  crypto::Hkdf& hkdf;
  crypto::KeyWrap& key_wrap;
};

/// A volatile KEK session: both ends agree on a key-encryption key by ECDH, and keys then travel
/// wrapped (protocol part 02, section 3). Closed on every path, at the latest by the destructor.
class KekSession {
 public:
  KekSession(Device& device, const KekCrypto& crypto) : device_(device), crypto_(crypto) {}
  ~KekSession() { static_cast<void>(close()); }
  KekSession(const KekSession&) = delete;
  KekSession& operator=(const KekSession&) = delete;

  /// Opens an anonymous session: the chip does not know who this host is. Any curve but Ed25519
  /// (UsageError::kUnsupportedCurve).
  Result<void> open(Curve curve);

  /// Writes one key wrapped under the next working KEK. UsageError::kInconsistentKey if the key's
  /// size is not that of its type; UsageError::kNotOpen; kWrappedCounterSpent after 255 keys. A
  /// key that was not written closes the session.
  Result<void> write(const wire::KeyInfo& info, ByteView key);

  /// Wipes the KEK and makes the chip forget it. Succeeds if there is nothing to close.
  Result<void> close();

  bool is_open() const { return open_; }

 private:
  Result<void> start(Curve curve);
  Result<void> wrap_and_send(const wire::KeyInfo& info, ByteView key);

  Device& device_;
  KekCrypto crypto_;
  channel::Kek base_;
  std::uint8_t num_wrapped_ = 0;
  bool open_ = false;
};

}  // namespace stsafe::host
