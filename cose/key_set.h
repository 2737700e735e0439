#pragma once

#include "cose/encrypt0.h"
#include "cose/symmetric_key.h"

namespace stsafe::cose {

/// A COSE_KeySet (RFC 9052, section 7) of symmetric keys. Wiped at its end.
struct KeySet {
  std::vector<SymmetricKey> keys{};
  /// Why other elements were passed over, as the standard wants it: of another type, or wrong.
  std::vector<Failure> ignored{};

  /// The key of this name. Reason::kUnfitKey if there is none, or more than one.
  Result<const SymmetricKey*> find(ByteView key_id) const;
};

/// The set as CBOR, in memory that is wiped.
SecretBytes encode_key_set(std::span<const SymmetricKey> keys);
/// Reads a COSE_KeySet. An element that is no symmetric key is ignored, and said to be; failures
/// are those of CborReader, and Reason::kUnexpected if it is not an array of at least one element.
Result<KeySet> parse_key_set(ByteView bytes);

/// Seals keys as seal_encrypt0() does, with content type 102 whatever `options` say.
/// Reason::kInvalidRequest without a key, or for one of no bytes or more than kMaxKeySize.
Result<Bytes> seal_key_set(ChipKey& key, host::NonceSource& nonces,
                           std::span<const SymmetricKey> keys, const SealOptions& options = {});
/// Opens what seal_key_set() or another program has sealed: a COSE_KeySet with content type 102 or
/// one COSE_Key with content type 101, which must be protected (Reason::kUnexpected). Other
/// failures are those of open_encrypt0(), parse_key_set() and take_key().
Result<KeySet> open_key_set(ChipKey& key, ByteView message, const OpenOptions& options = {});

}  // namespace stsafe::cose
