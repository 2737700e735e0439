#pragma once

#include "stsafe/crypto/aes.h"
#include "stsafe/crypto/ccm.h"
#include "stsafe/crypto/cipher_stream.h"
#include "stsafe/crypto/cmac.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/gcm.h"
#include "stsafe/crypto/hash.h"
#include "stsafe/crypto/hkdf.h"
#include "stsafe/crypto/hmac.h"
#include "stsafe/crypto/key_wrap.h"
#include "stsafe/crypto/rng.h"
#include "stsafe/crypto/signature.h"

namespace stsafe::crypto {

/// One of each: everything that a simulated device asks of a cryptographic library, and more than
/// a host does. All randomness comes from `rng` and, for key pairs, from the source that their
/// maker was given. A HashStream is one computation: two devices that hash at a time need two.
struct Provider {
  Aes& aes;
  Cmac& cmac;
  Ccm& ccm;
  Gcm& gcm;
  CipherStream& cipher_stream;  ///< one message at a time: not to be shared by devices
  KeyWrap& key_wrap;
  Hkdf& hkdf;
  Hash& hash;
  HashStream& hash_stream;
  Hmac& hmac;
  Ecdh& ecdh;
  Signature& signature;
  Rng& rng;

  /// The same, but for another Ecdh.
  Provider with(Ecdh& other) const {
    return {.aes = aes,
            .cmac = cmac,
            .ccm = ccm,
            .gcm = gcm,
            .cipher_stream = cipher_stream,
            .key_wrap = key_wrap,
            .hkdf = hkdf,
            .hash = hash,
            .hash_stream = hash_stream,
            .hmac = hmac,
            .ecdh = other,
            .signature = signature,
            .rng = rng};
  }
};

}  // namespace stsafe::crypto
