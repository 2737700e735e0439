#pragma once

#include "stsafe/crypto/certificates.h"
#include "stsafe/crypto/rng.h"
#include "stsafe/crypto/signature.h"
#include "stsafe/host/device_certificate.h"
#include "stsafe/wire/private_key.h"

namespace stsafe::host {

/// Where SPL05 has the private key that its certificate is about.
inline constexpr wire::PrivateKeySlot kIdentitySlot{0};

/// What the authentication of a device needs of cryptography: a judge of certificates, made with
/// the root that is trusted; verification of signatures; random challenges.
struct DeviceAuthenticationCrypto {
  crypto::CertificateVerifier& certificates;
  crypto::Signature& signature;
  crypto::Rng& rng;
};

/// A device that has shown who it is.
struct AuthenticDevice {
  ByteView certificate{};  ///< shows the caller's room
  PublicKey public_key{};
};

/// Makes sure that this is a device that the root vouches for: reads its certificate into `room`,
/// verifies it up to the root, and lets the chip sign a random challenge with the certified key
/// (protocol part 03, section 8.3). Says nothing of what answers later: only a host session does.
///
/// CryptoError::kUntrustedCertificate, LinkError::kMalformedField, CryptoError::kUnsupported as of
/// CertificateVerifier; CryptoError::kNotAuthentic if the chip has not signed with that key;
/// Status::kWrongModeOfOperation and others of KeyPair::sign; those of read_device_certificate().
Result<AuthenticDevice> authenticate_device(Device& device,
                                            const DeviceAuthenticationCrypto& crypto, ByteSpan room,
                                            wire::ZoneNumber zone = kCertificateZone,
                                            wire::PrivateKeySlot slot = kIdentitySlot);

/// The second half alone, for keys that are trusted for another reason, such as a longer chain:
/// lets the chip sign a random challenge with the key of the slot, and verifies that with `key`.
/// The challenge is what is signed, without a hash: it has as many bytes as the curve's numbers,
/// but 64 on P-521. UsageError::kUnsupportedCurve for X25519.
Result<void> prove_private_key(Device& device, crypto::Signature& signature, crypto::Rng& rng,
                               wire::PrivateKeySlot slot, const PublicKey& key);

}  // namespace stsafe::host
