#pragma once

#include "stsafe/crypto/aes.h"
#include "stsafe/crypto/ccm.h"
#include "stsafe/crypto/cmac.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"
#include "stsafe/crypto/key_wrap.h"
#include "stsafe/crypto/rng.h"

namespace stsafe::crypto {

/// One of each: everything that a simulated device asks of a cryptographic library, and more than
/// a host does. All randomness comes from `rng` and, for key pairs, from the source that their
/// maker was given.
struct Provider {
  Aes& aes;
  Cmac& cmac;
  Ccm& ccm;
  KeyWrap& key_wrap;
  Hkdf& hkdf;
  Ecdh& ecdh;
  Rng& rng;

  /// The same, but for another Ecdh.
  Provider with(Ecdh& other) const {
    return {.aes = aes,
            .cmac = cmac,
            .ccm = ccm,
            .key_wrap = key_wrap,
            .hkdf = hkdf,
            .ecdh = other,
            .rng = rng};
  }
};

}  // namespace stsafe::crypto
