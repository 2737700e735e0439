#include "ports/crypto_openssl/openssl_key_wrap.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::size_t kMinPlainSize = 16;
constexpr std::size_t kUnitSize = 8;

bool sizes_fit(ByteView plain, ByteView wrapped) {
  return plain.size() >= kMinPlainSize && plain.size() <= kMaxInputSize &&
         plain.size() % kUnitSize == 0 && wrapped.size() == plain.size() + crypto::kKeyWrapOverhead;
}

/// Keys the context for one wrap or unwrap, with the initial value of RFC 3394, section 2.2.3.1.
bool start_wrapping(EVP_CIPHER_CTX* context, const EVP_CIPHER* cipher, ByteView kek, int encrypt) {
  // Null if the context could not be made; OpenSSL's setter of flags does not check.
  if (context == nullptr) return false;
  EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  return EVP_CipherInit_ex2(context, cipher, raw(kek), nullptr, encrypt, nullptr) == 1;
}

bool apply(EVP_CIPHER_CTX* context, ByteView from, ByteSpan to) {
  int written = 0;
  return EVP_CipherUpdate(context, raw_out(to), &written, raw(from), int_size(from)) == 1 &&
         written == int_size(to);
}

}  // namespace

OpensslKeyWrap::OpensslKeyWrap()
    : wrap_("AES-128-WRAP", "AES-256-WRAP"), context_(EVP_CIPHER_CTX_new()) {}

Result<void> OpensslKeyWrap::wrap(ByteView kek, ByteView plain, ByteSpan wrapped) {
  const auto cipher = wrap_.cipher_for(kek);
  if (!cipher) return cipher.error();
  if (!sizes_fit(plain, wrapped)) return UsageError::kWrongSize;

  const ResetOnExit reset(context_);
  if (!start_wrapping(context_.get(), *cipher, kek, 1)) return failure();
  if (!apply(context_.get(), plain, wrapped)) return failure();
  return {};
}

Result<void> OpensslKeyWrap::unwrap(ByteView kek, ByteView wrapped, ByteSpan plain) {
  auto opened = open(kek, wrapped, plain);
  if (!opened) wipe(plain);
  return opened;
}

Result<void> OpensslKeyWrap::open(ByteView kek, ByteView wrapped, ByteSpan plain) {
  const auto cipher = wrap_.cipher_for(kek);
  if (!cipher) return cipher.error();
  if (!sizes_fit(plain, wrapped)) return UsageError::kWrongSize;

  const ResetOnExit reset(context_);
  if (!start_wrapping(context_.get(), *cipher, kek, 0)) return failure();
  // All that can still fail is the initial value, which OpenSSL compares in constant time.
  if (!apply(context_.get(), wrapped, plain)) return failure(CryptoError::kNotAuthentic);
  return {};
}

}  // namespace stsafe::crypto_openssl
