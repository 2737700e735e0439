#pragma once

#include "stsafe/channel/established_keys.h"
#include "stsafe/host/kek_session.h"

// How host keys get into the chip ("pairing"). With the chip's delivery settings that cannot be
// undone. All of it also works inside an open host session, which then goes on under the new keys:
// HostKeyChange::kKeysChangedSessionReopened. See re_pairing.h for what happens if answers are
// lost.
//
// Errors of all of them: UsageError::kWrongSize for keys that do not fit their type;
// Status::kCommandNotAuthorized if the chip's control fields do not allow this way, or it has keys
// and does not allow others. After an error that leaves open whether the chip has the keys, such as
// LinkError::kNoAnswer, keep them until a session was opened with the one or the other.
namespace stsafe::host {

/// Writes both host keys in plaintext. Whoever listens on the bus learns them: only for a place
/// where nobody can.
Result<HostKeyChange> write_host_keys_plaintext(Device& device, wire::HostKeyType type,
                                                ByteView mac_key, ByteView cipher_key);

/// Writes both host keys, AES-128, with the command of older chips. Otherwise as
/// write_host_keys_plaintext(); nothing protects this command, not even an open session.
Result<HostKeyChange> write_host_keys_v1(Device& device, ByteView mac_key, ByteView cipher_key);

/// Writes both host keys wrapped, in a KEK session of its own on `curve`; anonymous unless there is
/// an `authentication`.
Result<HostKeyChange> write_host_keys_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                              const HostKeysView& keys,
                                              HostAuthentication* authentication = nullptr);

/// What an agreement on host keys needs of cryptography.
struct AgreementCrypto {
  crypto::Ecdh& ecdh;
  crypto::Hkdf& hkdf;
};

/// Derives both host keys from a key agreement; they never travel. Puts them into `keys`, where
/// they stay after an error that leaves open whether the chip has them, and are wiped after any
/// other. Without an open session nothing shows that both ends derived the same: a session does.
/// UsageError::kUnsupportedCurve for Ed25519.
Result<HostKeyChange> establish_host_keys(Device& device, const AgreementCrypto& crypto,
                                          Curve curve, wire::HostKeyType type,
                                          channel::HostKeys& keys,
                                          HostAuthentication* authentication = nullptr);

}  // namespace stsafe::host
