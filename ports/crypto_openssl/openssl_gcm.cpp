#include "ports/crypto_openssl/openssl_gcm.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

Result<void> check_sizes(ByteView iv, ByteView associated_data, ByteView from, ByteView to,
                         ByteView tag) {
  if (!is_gcm_tag_size(tag.size())) return CryptoError::kUnsupported;
  if (iv.empty() || from.size() != to.size()) return UsageError::kWrongSize;
  if (from.size() > kMaxInputSize || associated_data.size() > kMaxInputSize) {
    return CryptoError::kUnsupported;
  }
  return {};
}

bool absorb(EVP_CIPHER_CTX* context, ByteView associated_data) {
  int written = 0;
  return associated_data.empty() ||
         EVP_CipherUpdate(context, nullptr, &written, raw(associated_data),
                          int_size(associated_data)) == 1;
}

bool transform(EVP_CIPHER_CTX* context, ByteView from, ByteSpan to) {
  int written = 0;
  return from.empty() ||
         (EVP_CipherUpdate(context, raw_out(to), &written, raw(from), int_size(from)) == 1 &&
          written == int_size(from));
}

/// Makes the tag, or compares it (OpenSSL does so in constant time).
bool conclude(EVP_CIPHER_CTX* context) {
  crypto::AesBlock nothing{};
  int written = 0;
  return EVP_CipherFinal_ex(context, raw_out(nothing), &written) == 1;
}

}  // namespace

OpensslGcm::OpensslGcm() : mode_("AES-128-GCM", "AES-256-GCM"), context_(EVP_CIPHER_CTX_new()) {}

Result<void> OpensslGcm::encrypt(ByteView key, ByteView iv, ByteView associated_data,
                                 ByteView plaintext, ByteSpan ciphertext, ByteSpan tag) {
  if (auto ok = check_sizes(iv, associated_data, plaintext, ciphertext, tag); !ok) return ok;
  if (iv.size() <= kMaxOpensslIvSize) {
    return seal(key, iv, associated_data, plaintext, ciphertext, tag);
  }
  auto done = stream_.start_gcm(crypto::CipherDirection::kEncrypt, key, iv);
  if (done) done = stream_.add_associated_data(associated_data);
  if (done) done = stream_.process(plaintext, ciphertext);
  if (done) done = stream_.finish(tag);
  return done;
}

Result<void> OpensslGcm::decrypt(ByteView key, ByteView iv, ByteView associated_data,
                                 ByteView ciphertext, ByteView tag, ByteSpan plaintext) {
  auto done = check_sizes(iv, associated_data, ciphertext, plaintext, tag);
  if (done && iv.size() <= kMaxOpensslIvSize) {
    done = open(key, iv, associated_data, ciphertext, plaintext, tag);
  } else if (done) {
    done = stream_.start_gcm(crypto::CipherDirection::kDecrypt, key, iv);
    if (done) done = stream_.add_associated_data(associated_data);
    if (done) done = stream_.process(ciphertext, plaintext);
    if (done) done = stream_.verify(tag);
  }
  if (!done) wipe(plaintext);
  return done;
}

bool OpensslGcm::start(const EVP_CIPHER* cipher, ByteView key, ByteView iv, int encrypts) {
  EVP_CIPHER_CTX* context = context_.get();
  return EVP_CipherInit_ex2(context, cipher, nullptr, nullptr, encrypts, nullptr) == 1 &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, int_size(iv), nullptr) == 1 &&
         EVP_CipherInit_ex2(context, nullptr, raw(key), raw(iv), encrypts, nullptr) == 1;
}

Result<void> OpensslGcm::seal(ByteView key, ByteView iv, ByteView associated_data, ByteView from,
                              ByteSpan to, ByteSpan tag) {
  const auto cipher = mode_.cipher_for(key);
  if (!cipher) return cipher.error();
  const ResetOnExit reset(context_);
  EVP_CIPHER_CTX* context = context_.get();
  const bool done =
      start(*cipher, key, iv, 1) && absorb(context, associated_data) &&
      transform(context, from, to) && conclude(context) &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, int_size(tag), raw_out(tag)) == 1;
  if (!done) return failure();
  return {};
}

Result<void> OpensslGcm::open(ByteView key, ByteView iv, ByteView associated_data, ByteView from,
                              ByteSpan to, ByteView tag) {
  const auto cipher = mode_.cipher_for(key);
  if (!cipher) return cipher.error();
  Fixed<crypto::kAesBlockSize>
      expected{};  // OpenSSL takes the tag through a pointer that is not const
  copy_bytes(tag, expected);
  const ResetOnExit reset(context_);
  EVP_CIPHER_CTX* context = context_.get();
  const bool ready =
      start(*cipher, key, iv, 0) && absorb(context, associated_data) &&
      transform(context, from, to) &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int_size(tag), expected.data()) == 1;
  if (!ready) return failure();
  if (!conclude(context)) return failure(CryptoError::kNotAuthentic);
  return {};
}

}  // namespace stsafe::crypto_openssl
