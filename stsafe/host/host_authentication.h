#pragma once

#include "stsafe/crypto/hash.h"
#include "stsafe/crypto/signature.h"
#include "stsafe/host/key_shares.h"
#include "stsafe/wire/hash_id.h"
#include "stsafe/wire/key_agreement.h"

namespace stsafe::host {

/// A long-term key with which this host signs key agreements. Its public key lies in a generic
/// public key slot of the chip, whose flags say which agreements it may authenticate (protocol part
/// 01, section 6.3; part 03, section 6.3).
class HostAuthentication {
 public:
  struct Crypto {
    crypto::Signature& signature;
    crypto::Hash& hash;
  };
  struct Key {
    wire::PublicKeySlot slot;  ///< where the chip has the public key
    Curve curve;               ///< any but X25519; need not be that of the agreement
    const crypto::PrivateKey& private_key;
  };

  /// Refers to all of it. An Ed25519 key signs without `algorithm`.
  HostAuthentication(const Crypto& crypto, const Key& key,
                     HashAlgorithm algorithm = HashAlgorithm::kSha256)
      : crypto_(crypto), key_(key), algorithm_(algorithm) {}

  /// Signs both ephemeral keys. What it returns shows this object's memory, until the next call.
  /// UsageError::kUnsupportedCurve for X25519; otherwise errors of the cryptography.
  Result<wire::AgreementAuthentication> sign(const KeyShares& shares);

 private:
  Crypto crypto_;
  Key key_;
  HashAlgorithm algorithm_;
  Fixed<wire::kHashOidSize> hash_oid_{};
  Fixed<crypto::kMaxSignatureSize> signature_{};
};

}  // namespace stsafe::host
