#include "ports/crypto_openssl/block_cipher.h"

#include <ranges>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {

BlockCipher::BlockCipher() : ecb_("AES-128-ECB", "AES-256-ECB"), context_(EVP_CIPHER_CTX_new()) {}

Result<void> BlockCipher::set_key(ByteView key) {
  const auto cipher = ecb_.cipher_for(key);
  if (!cipher) return cipher.error();
  if (EVP_EncryptInit_ex2(context_.get(), *cipher, raw(key), nullptr, nullptr) != 1 ||
      EVP_CIPHER_CTX_set_padding(context_.get(), 0) != 1) {
    return failure();
  }
  return {};
}

Result<void> BlockCipher::encrypt(crypto::AesBlock& block) {
  int written = 0;
  if (EVP_EncryptUpdate(context_.get(), raw_out(block), &written, raw(block), int_size(block)) !=
          1 ||
      written != int_size(block)) {
    return failure();
  }
  return {};
}

void BlockCipher::forget() { EVP_CIPHER_CTX_reset(context_.get()); }

void Keystream::start(const crypto::AesBlock& first, std::size_t counter_size) {
  counter_ = first;
  counter_size_ = counter_size;
  used_ = stream_.size();
}

Result<void> Keystream::apply(BlockCipher& cipher, ByteView from, ByteSpan to) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (used_ == stream_.size()) {
      stream_ = counter_;
      if (auto made = cipher.encrypt(stream_); !made) return made;
      count();
      used_ = 0;
    }
    to[i] = from[i] ^ stream_[used_++];
  }
  return {};
}

void Keystream::count() {
  for (auto& byte : ByteSpan{counter_}.last(counter_size_) | std::views::reverse) {
    byte = static_cast<std::byte>(std::to_integer<unsigned>(byte) + 1);
    if (byte != std::byte{0}) return;
  }
}

void Keystream::clear() {
  wipe(counter_);
  wipe(stream_);
}

Result<void> CbcMac::add(BlockCipher& cipher, ByteView bytes) {
  for (const auto byte : bytes) {
    state_[used_++] ^= byte;
    if (used_ < state_.size()) continue;
    if (auto done = cipher.encrypt(state_); !done) return done;
    used_ = 0;
  }
  return {};
}

Result<void> CbcMac::pad(BlockCipher& cipher) {
  if (used_ == 0) return {};
  used_ = 0;
  return cipher.encrypt(state_);  // a zero changes nothing
}

void CbcMac::clear() {
  wipe(state_);
  used_ = 0;
}

}  // namespace stsafe::crypto_openssl
