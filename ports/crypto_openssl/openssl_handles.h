#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <memory>

namespace stsafe::crypto_openssl {

/// Frees what a unique_ptr owns with the function that OpenSSL has for its type.
template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* owned) const {
    Free(owned);
  }
};

using CipherPtr = std::unique_ptr<EVP_CIPHER, Freed<EVP_CIPHER_free>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using DigestPtr = std::unique_ptr<EVP_MD, Freed<EVP_MD_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using MacPtr = std::unique_ptr<EVP_MAC, Freed<EVP_MAC_free>>;
using MacContextPtr = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;
using KdfPtr = std::unique_ptr<EVP_KDF, Freed<EVP_KDF_free>>;
using KdfContextPtr = std::unique_ptr<EVP_KDF_CTX, Freed<EVP_KDF_CTX_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using GroupPtr = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
// Numbers and points may be secret, so all of them are wiped when they are freed.
using PointPtr = std::unique_ptr<EC_POINT, Freed<EC_POINT_clear_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using NumberContextPtr = std::unique_ptr<BN_CTX, Freed<BN_CTX_free>>;
using MontgomeryPtr = std::unique_ptr<BN_MONT_CTX, Freed<BN_MONT_CTX_free>>;

/// Makes a cipher context forget its key, and its cipher, when it leaves its scope.
class ResetOnExit {
 public:
  explicit ResetOnExit(const CipherContextPtr& context) : context_(context.get()) {}
  ~ResetOnExit() { EVP_CIPHER_CTX_reset(context_); }
  ResetOnExit(const ResetOnExit&) = delete;
  ResetOnExit& operator=(const ResetOnExit&) = delete;

 private:
  EVP_CIPHER_CTX* context_;
};

}  // namespace stsafe::crypto_openssl
