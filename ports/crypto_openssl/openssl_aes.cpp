#include "ports/crypto_openssl/openssl_aes.h"

#include <utility>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {

OpensslAes::OpensslAes()
    : ecb_("AES-128-ECB", "AES-256-ECB"),
      cbc_("AES-128-CBC", "AES-256-CBC"),
      context_(EVP_CIPHER_CTX_new()) {}

Result<void> OpensslAes::encrypt_block(ByteView key, crypto::AesBlock& block) {
  return run(ecb_, Direction::kEncrypt, key, {}, block);
}

Result<void> OpensslAes::cbc_encrypt(ByteView key, const crypto::AesBlock& iv, ByteSpan data) {
  return run(cbc_, Direction::kEncrypt, key, iv, data);
}

Result<void> OpensslAes::cbc_decrypt(ByteView key, const crypto::AesBlock& iv, ByteSpan data) {
  return run(cbc_, Direction::kDecrypt, key, iv, data);
}

Result<void> OpensslAes::run(const AesMode& mode, Direction direction, ByteView key, ByteView iv,
                             ByteSpan data) {
  const auto cipher = mode.cipher_for(key);
  if (!cipher) return cipher.error();
  if (data.size() % crypto::kAesBlockSize != 0) return UsageError::kWrongSize;
  if (data.size() > kMaxInputSize) return CryptoError::kUnsupported;
  if (data.empty()) return {};

  const ResetOnExit reset(context_);
  EVP_CIPHER_CTX* context = context_.get();
  int written = 0;
  const bool done =
      EVP_CipherInit_ex2(context, *cipher, raw(key), iv.empty() ? nullptr : raw(iv),
                         std::to_underlying(direction), nullptr) == 1 &&
      EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
      EVP_CipherUpdate(context, raw_out(data), &written, raw(data), int_size(data)) == 1 &&
      written == int_size(data);
  if (!done) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
