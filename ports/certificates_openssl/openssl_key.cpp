#include "ports/certificates_openssl/openssl_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace stsafe::certificates_openssl {
namespace {

struct CurveName {
  Curve curve;
  int id;
};
constexpr std::array kCurves{
    CurveName{Curve::kNistP256, NID_X9_62_prime256v1},
    CurveName{Curve::kNistP384, NID_secp384r1},
    CurveName{Curve::kNistP521, NID_secp521r1},
    CurveName{Curve::kBrainpoolP256, NID_brainpoolP256r1},
    CurveName{Curve::kBrainpoolP384, NID_brainpoolP384r1},
    CurveName{Curve::kBrainpoolP512, NID_brainpoolP512r1},
};

Result<Curve> weierstrass_curve_of(EVP_PKEY* key) {
  std::array<char, 64> name{};
  std::size_t size = 0;
  if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(),
                                     &size) != 1) {
    return failure(CryptoError::kUnsupported);
  }
  const auto found = std::ranges::find(kCurves, OBJ_txt2nid(name.data()), &CurveName::id);
  if (found == kCurves.end()) return failure(CryptoError::kUnsupported);
  return found->curve;
}

bool write_number(EVP_PKEY* key, const char* name, ByteSpan out) {
  BIGNUM* read = nullptr;
  const bool is_there = EVP_PKEY_get_bn_param(key, name, &read) == 1;
  const NumberPtr number(read);
  const auto size = static_cast<int>(out.size());
  return is_there && BN_bn2binpad(number.get(), raw_out(out), size) == size;
}

/// A prompt for a passphrase would block whoever waits for us.
int no_passphrase(char*, int, int, void*) { return -1; }

KeyPtr parse_private_key(ByteView file) {
  const auto* at = raw(file);
  KeyPtr key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(file.size())));
  if (key) return key;
  const BioPtr bio(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  if (bio) key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  return key;
}

}  // namespace

Error failure(Error why) {
  ERR_clear_error();
  return why;
}

Result<PublicKey> public_key_of(EVP_PKEY* key) {
  PublicKey result;
  const auto id = EVP_PKEY_get_base_id(key);
  if (id == EVP_PKEY_ED25519 || id == EVP_PKEY_X25519) {
    auto out = result.prepare(id == EVP_PKEY_ED25519 ? Curve::kEd25519 : Curve::kX25519);
    auto size = out.size();
    if (EVP_PKEY_get_raw_public_key(key, raw_out(out), &size) != 1 || size != out.size()) {
      return failure(CryptoError::kBackendFailed);
    }
    return result;
  }
  if (id != EVP_PKEY_EC) return failure(CryptoError::kUnsupported);
  const auto curve = weierstrass_curve_of(key);
  if (!curve) return curve.error();
  const auto out = result.prepare(*curve);
  const auto half = out.size() / 2;
  if (!write_number(key, OSSL_PKEY_PARAM_EC_PUB_X, out.first(half)) ||
      !write_number(key, OSSL_PKEY_PARAM_EC_PUB_Y, out.subspan(half))) {
    return failure(CryptoError::kInvalidKey);
  }
  return result;
}

Result<PublicKey> read_private_key(ByteView file, crypto::PrivateKey& private_key) {
  private_key.clear();
  const KeyPtr key = parse_private_key(file);
  if (!key) return failure(LinkError::kMalformedField);
  ERR_clear_error();  // of the first of two attempts to read it
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC) return failure(CryptoError::kUnsupported);
  const auto public_key = public_key_of(key.get());
  if (!public_key) return public_key;
  const auto out = private_key.prepare(coordinate_size(public_key->curve()));
  if (!write_number(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, out)) {
    private_key.clear();
    return failure(CryptoError::kInvalidKey);
  }
  return public_key;
}

}  // namespace stsafe::certificates_openssl
