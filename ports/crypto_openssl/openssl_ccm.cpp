#include "ports/crypto_openssl/openssl_ccm.h"

#include <openssl/evp.h>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"
#include "stsafe/crypto/aes.h"

namespace stsafe::crypto_openssl {
namespace {

// The two bytes of the length field that a 13-byte nonce leaves.
constexpr std::size_t kMaxCcmMessageSize = 0xFFFF;

Result<void> check_sizes(ByteView associated_data, ByteView from, ByteView to, ByteView tag) {
  const auto size = tag.size();
  if (size != 0 && size != 4 && size != 8 && size != crypto::kAesBlockSize)
    return CryptoError::kUnsupported;
  if (from.size() != to.size()) return UsageError::kWrongSize;
  if (from.size() > kMaxCcmMessageSize) return CryptoError::kUnsupported;
  if (associated_data.size() > kMaxInputSize) return CryptoError::kUnsupported;
  return {};
}

/// The counter block A1 (RFC 3610, section 2.3): flags with L − 1 = 1, nonce, counter 1.
crypto::AesBlock first_counter_block(const Fixed<crypto::kCcmNonceSize>& nonce) {
  crypto::AesBlock block{};
  block.front() = std::byte{1};
  copy_bytes(nonce, ByteSpan{block}.subspan(1));
  block.back() = std::byte{1};
  return block;
}

bool absorb(EVP_CIPHER_CTX* context, ByteView associated_data, ByteView message) {
  int written = 0;
  // CCM authenticates the size of the message before anything else.
  if (EVP_CipherUpdate(context, nullptr, &written, nullptr, int_size(message)) != 1) return false;
  if (associated_data.empty()) return true;
  return EVP_CipherUpdate(context, nullptr, &written, raw(associated_data),
                          int_size(associated_data)) == 1;
}

/// Encrypts, or decrypts and verifies, all of the message: OpenSSL's CCM takes it in one piece.
bool transform_message(EVP_CIPHER_CTX* context, ByteView from, ByteSpan to) {
  // An empty message still needs the call, and memory to point to.
  unsigned char nothing = 0;
  int written = 0;
  return EVP_CipherUpdate(context, from.empty() ? &nothing : raw_out(to), &written,
                          from.empty() ? &nothing : raw(from), int_size(from)) == 1 &&
         written == int_size(from);
}

}  // namespace

OpensslCcm::OpensslCcm()
    : ccm_("AES-128-CCM", "AES-256-CCM"),
      ctr_("AES-128-CTR", "AES-256-CTR"),
      context_(EVP_CIPHER_CTX_new()) {}

Result<void> OpensslCcm::encrypt(ByteView key, const Nonce& nonce, ByteView associated_data,
                                 ByteView plaintext, ByteSpan ciphertext, ByteSpan tag) {
  const auto cipher = ccm_.cipher_for(key);
  if (!cipher) return cipher.error();
  if (auto ok = check_sizes(associated_data, plaintext, ciphertext, tag); !ok) return ok;
  if (tag.empty()) return apply_keystream(key, nonce, plaintext, ciphertext);

  const ResetOnExit reset(context_);
  EVP_CIPHER_CTX* context = context_.get();
  const bool done =
      EVP_CipherInit_ex2(context, *cipher, nullptr, nullptr, 1, nullptr) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, int_size(nonce), nullptr) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int_size(tag), nullptr) == 1 &&
      EVP_CipherInit_ex2(context, nullptr, raw(key), raw(nonce), 1, nullptr) == 1 &&
      absorb(context, associated_data, plaintext) &&
      transform_message(context, plaintext, ciphertext) &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, int_size(tag), raw_out(tag)) == 1;
  if (!done) return failure();
  return {};
}

Result<void> OpensslCcm::decrypt(ByteView key, const Nonce& nonce, ByteView associated_data,
                                 ByteView ciphertext, ByteView tag, ByteSpan plaintext) {
  auto opened = open(key, nonce, associated_data, ciphertext, tag, plaintext);
  if (!opened) wipe(plaintext);
  return opened;
}

Result<void> OpensslCcm::open(ByteView key, const Nonce& nonce, ByteView associated_data,
                              ByteView ciphertext, ByteView tag, ByteSpan plaintext) {
  const auto cipher = ccm_.cipher_for(key);
  if (!cipher) return cipher.error();
  if (auto ok = check_sizes(associated_data, ciphertext, plaintext, tag); !ok) return ok;
  if (tag.empty()) return apply_keystream(key, nonce, ciphertext, plaintext);

  Fixed<crypto::kAesBlockSize>
      expected{};  // OpenSSL takes the tag through a pointer that is not const
  copy_bytes(tag, expected);
  const ResetOnExit reset(context_);
  EVP_CIPHER_CTX* context = context_.get();
  const bool ready =
      EVP_CipherInit_ex2(context, *cipher, nullptr, nullptr, 0, nullptr) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, int_size(nonce), nullptr) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int_size(tag), expected.data()) == 1 &&
      EVP_CipherInit_ex2(context, nullptr, raw(key), raw(nonce), 0, nullptr) == 1 &&
      absorb(context, associated_data, ciphertext);
  if (!ready) return failure();
  // All that can still fail is the tag, which OpenSSL compares in constant time.
  if (!transform_message(context, ciphertext, plaintext))
    return failure(CryptoError::kNotAuthentic);
  return {};
}

Result<void> OpensslCcm::apply_keystream(ByteView key, const Nonce& nonce, ByteView from,
                                         ByteSpan to) {
  const auto cipher = ctr_.cipher_for(key);
  if (!cipher) return cipher.error();
  if (from.empty()) return {};

  const ResetOnExit reset(context_);
  const auto counter = first_counter_block(nonce);
  const bool done =
      EVP_CipherInit_ex2(context_.get(), *cipher, raw(key), raw(counter), 1, nullptr) == 1 &&
      transform_message(context_.get(), from, to);
  if (!done) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
