#pragma once

#include "ports/crypto_openssl/openssl_aes.h"
#include "ports/crypto_openssl/openssl_ccm.h"
#include "ports/crypto_openssl/openssl_cipher_stream.h"
#include "ports/crypto_openssl/openssl_cmac.h"
#include "ports/crypto_openssl/openssl_ecdh.h"
#include "ports/crypto_openssl/openssl_gcm.h"
#include "ports/crypto_openssl/openssl_hash.h"
#include "ports/crypto_openssl/openssl_hkdf.h"
#include "ports/crypto_openssl/openssl_hmac.h"
#include "ports/crypto_openssl/openssl_key_wrap.h"
#include "ports/crypto_openssl/openssl_signature.h"
#include "stsafe/crypto/provider.h"

namespace stsafe::crypto_openssl {

/// One of each: everything that a host or a simulated device asks of a cryptographic library. All
/// randomness comes from the given Rng, which must outlive this object.
class OpensslCrypto {
 public:
  explicit OpensslCrypto(crypto::Rng& rng) : rng_(rng), ecdh_(rng), signature_(rng) {}

  /// All of them together, for a simulated device.
  crypto::Provider provider() {
    return {.aes = aes_,
            .cmac = cmac_,
            .ccm = ccm_,
            .gcm = gcm_,
            .cipher_stream = cipher_stream_,
            .key_wrap = key_wrap_,
            .hkdf = hkdf_,
            .hash = hash_,
            .hash_stream = hash_stream_,
            .hmac = hmac_,
            .ecdh = ecdh_,
            .signature = signature_,
            .rng = rng_};
  }

  crypto::Rng& rng() { return rng_; }
  crypto::Aes& aes() { return aes_; }
  crypto::Cmac& cmac() { return cmac_; }
  crypto::Ccm& ccm() { return ccm_; }
  crypto::Gcm& gcm() { return gcm_; }
  crypto::CipherStream& cipher_stream() { return cipher_stream_; }
  crypto::KeyWrap& key_wrap() { return key_wrap_; }
  crypto::Hkdf& hkdf() { return hkdf_; }
  crypto::Hash& hash() { return hash_; }
  crypto::HashStream& hash_stream() { return hash_stream_; }
  crypto::Hmac& hmac() { return hmac_; }
  crypto::Ecdh& ecdh() { return ecdh_; }
  crypto::Signature& signature() { return signature_; }

 private:
  crypto::Rng& rng_;
  OpensslAes aes_;
  OpensslCmac cmac_;
  OpensslCcm ccm_;
  OpensslGcm gcm_;
  OpensslCipherStream cipher_stream_;
  OpensslKeyWrap key_wrap_;
  OpensslHkdf hkdf_;
  OpensslHash hash_;
  OpensslHashStream hash_stream_;
  OpensslHmac hmac_;
  OpensslEcdh ecdh_;
  OpensslSignature signature_;
};

}  // namespace stsafe::crypto_openssl
