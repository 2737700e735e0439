#include "ports/crypto_openssl/openssl_gcm_stream.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"
#include "stsafe/crypto/aes.h"

namespace stsafe::crypto_openssl {
namespace {

/// Comes to the end of a message: makes its tag, or compares it in constant time.
bool end_message(EVP_CIPHER_CTX* context) {
  crypto::AesBlock nothing{};
  int written = 0;
  return EVP_CipherFinal_ex(context, raw_out(nothing), &written) == 1;
}

}  // namespace

OpensslGcmStream::OpensslGcmStream()
    : mode_("AES-128-GCM", "AES-256-GCM"), context_(EVP_CIPHER_CTX_new()) {}

Result<void> OpensslGcmStream::start(crypto::CipherDirection direction, ByteView key, ByteView iv) {
  clear();
  const auto cipher = mode_.cipher_for(key);
  if (!cipher) return cipher.error();
  EVP_CIPHER_CTX* context = context_.get();
  const int encrypts = direction == crypto::CipherDirection::kEncrypt ? 1 : 0;
  const bool started =
      EVP_CipherInit_ex2(context, *cipher, nullptr, nullptr, encrypts, nullptr) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, int_size(iv), nullptr) == 1 &&
      EVP_CipherInit_ex2(context, nullptr, raw(key), raw(iv), encrypts, nullptr) == 1;
  if (!started) return failure();
  return {};
}

Result<void> OpensslGcmStream::add_associated_data(ByteView bytes) {
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(bytes.size(), kMaxInputSize));
    int written = 0;
    if (EVP_CipherUpdate(context_.get(), nullptr, &written, raw(piece), int_size(piece)) != 1) {
      return failure();
    }
    bytes = bytes.subspan(piece.size());
  }
  return {};
}

Result<void> OpensslGcmStream::process(ByteView from, ByteSpan to) {
  if (from.size() > kMaxGcmMessageSize - message_) return CryptoError::kUnsupported;
  message_ += from.size();
  while (!from.empty()) {
    const auto piece = from.first(std::min(from.size(), kMaxInputSize));
    int written = 0;
    if (EVP_CipherUpdate(context_.get(), raw_out(to), &written, raw(piece), int_size(piece)) != 1 ||
        written != int_size(piece)) {
      return failure();
    }
    from = from.subspan(piece.size());
    to = to.subspan(piece.size());
  }
  return {};
}

Result<void> OpensslGcmStream::finish(ByteSpan tag) {
  EVP_CIPHER_CTX* context = context_.get();
  const bool made = end_message(context) && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG,
                                                                int_size(tag), raw_out(tag)) == 1;
  if (!made) return failure();
  return {};
}

Result<void> OpensslGcmStream::verify(ByteView tag) {
  crypto::AesBlock expected{};  // OpenSSL takes the tag through a pointer that is not const
  copy_bytes(tag, expected);
  EVP_CIPHER_CTX* context = context_.get();
  if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int_size(tag), expected.data()) != 1) {
    return failure();
  }
  if (!end_message(context)) return failure(CryptoError::kNotAuthentic);
  return {};
}

void OpensslGcmStream::clear() {
  EVP_CIPHER_CTX_reset(context_.get());
  message_ = 0;
}

}  // namespace stsafe::crypto_openssl
