#include "ports/crypto_openssl/gcm_mac.h"

#include "ports/crypto_openssl/openssl_gcm_stream.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::size_t kPlainIvSize = 12;
constexpr std::size_t kCounterSize = 4;

}  // namespace

Result<void> GcmMac::start(BlockCipher& cipher, ByteView iv) {
  clear();
  crypto::AesBlock subkey{};
  const WipeOnExit subkey_wiped{subkey};
  if (auto made = cipher.encrypt(subkey); !made) return made;
  hash_.start(subkey);
  if (iv.size() == kPlainIvSize) {
    copy_bytes(iv, start_);
    start_.back() = std::byte{1};
    return {};
  }
  hash_.add(iv);
  hash_.pad();
  hash_.add_sizes(0, iv.size());
  start_ = hash_.value();
  hash_.start(subkey);
  return {};
}

crypto::AesBlock GcmMac::first_counter_block() const {
  auto block = start_;
  for (auto i = block.size(); i-- > block.size() - kCounterSize;) {
    block[i] = static_cast<std::byte>(std::to_integer<unsigned>(block[i]) + 1);
    if (block[i] != std::byte{0}) break;
  }
  return block;
}

void GcmMac::add_associated_data(ByteView bytes) {
  associated_data_ += bytes.size();
  hash_.add(bytes);
}

Result<void> GcmMac::add_message(ByteView bytes) {
  if (bytes.empty()) return {};
  if (bytes.size() > kMaxGcmMessageSize - message_) return CryptoError::kUnsupported;
  if (message_ == 0) hash_.pad();
  message_ += bytes.size();
  hash_.add(bytes);
  return {};
}

Result<void> GcmMac::finish(BlockCipher& cipher, crypto::AesBlock& tag) {
  hash_.pad();
  hash_.add_sizes(associated_data_, message_);
  tag = start_;
  if (auto made = cipher.encrypt(tag); !made) return made;
  const auto hash = hash_.value();
  for (std::size_t i = 0; i < tag.size(); ++i) tag[i] ^= hash[i];
  return {};
}

void GcmMac::clear() {
  hash_.clear();
  wipe(start_);
  associated_data_ = 0;
  message_ = 0;
}

}  // namespace stsafe::crypto_openssl
