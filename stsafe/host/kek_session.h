#pragma once

#include "stsafe/channel/kek.h"
#include "stsafe/crypto/key_wrap.h"
#include "stsafe/host/host_authentication.h"
#include "stsafe/host/re_pairing.h"
#include "stsafe/wire/commands/kek_session.h"
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
  /// Opens a session in which the chip knows this host by its signature.
  /// Status::kKeyNotFound if the public key slot is empty, kWrongKeyUsage if its key is not for KEK
  /// sessions, kAccessConditionNotSatisfied if the signature is not of that key.
  Result<void> open(Curve curve, HostAuthentication& authentication);

  /// Writes one key wrapped under the next working KEK. UsageError::kInconsistentKey if the key's
  /// size is not that of its type; UsageError::kNotOpen; kWrappedCounterSpent after 255 keys. A
  /// key that was not written closes the session.
  Result<void> write(const wire::KeyInfo& info, ByteView key);

  /// Writes both host keys wrapped, like write(). UsageError::kWrongSize if they do not fit the
  /// type. Also inside a host session, which then goes on under the new keys: see re_pairing.h.
  Result<HostKeyChange> write_host_keys(const HostKeysView& keys);

  /// Wipes the KEK and makes the chip forget it. Succeeds if there is nothing to close.
  Result<void> close();

  bool is_open() const { return open_; }

 private:
  Result<void> begin(Curve curve, KeyShares& shares);
  Result<void> start(const KeyShares& shares, const wire::StartVolatileKekSession& command);
  /// Closes the session unless `done`, whose result it returns.
  Result<void> or_close(Result<void> done);
  Result<void> wrap_and_send(const wire::KeyInfo& info, ByteView key);
  Result<void> wrap_and_send(const HostKeysView& keys);
  Result<void> next_working_kek(channel::Kek& kek);
  Result<void> check_can_wrap() const;

  Device& device_;
  KekCrypto crypto_;
  channel::Kek base_;
  std::uint8_t num_wrapped_ = 0;
  bool open_ = false;
};

}  // namespace stsafe::host
