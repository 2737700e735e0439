#include "ports/crypto_openssl/ccm_mac.h"

#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::size_t kMinNonceSize = 7;
constexpr std::size_t kMaxNonceSize = 13;
constexpr std::size_t kMaxAssociatedDataSize = 0xFFFF;
/// From here on the size of associated data takes six bytes (RFC 3610, section 2.2).
constexpr std::size_t kLongAssociatedData = 0xFF00;

/// How many bytes count the message: what the nonce leaves of a block behind the flags.
constexpr std::size_t length_size(std::size_t nonce_size) {
  return crypto::kAesBlockSize - 1 - nonce_size;
}

constexpr bool is_countable(std::uint64_t size, std::size_t nonce_size) {
  const auto bits = 8 * length_size(nonce_size);
  return bits >= 64 || size >> bits == 0;
}

}  // namespace

crypto::AesBlock ccm_counter_block(ByteView nonce) {
  crypto::AesBlock block{};
  block.front() = static_cast<std::byte>(length_size(nonce.size()) - 1);
  copy_bytes(nonce, ByteSpan{block}.subspan(1));
  block.back() = std::byte{1};
  return block;
}

crypto::AesBlock CcmMac::block_with(std::byte flags, std::uint64_t number) const {
  crypto::AesBlock block{};
  const auto size = length_size(nonce_size_);
  block.front() = flags | static_cast<std::byte>(size - 1);
  copy_bytes(ByteView{nonce_}.first(nonce_size_), ByteSpan{block}.subspan(1));
  put_number(number, ByteSpan{block}.last(size));
  return block;
}

Result<void> CcmMac::start(BlockCipher& cipher, ByteView nonce, const crypto::CcmSizes& sizes) {
  clear();
  if (nonce.size() < kMinNonceSize || nonce.size() > kMaxNonceSize) {
    return CryptoError::kUnsupported;
  }
  if (sizes.tag != 0 && sizes.tag != 4 && sizes.tag != 8 && sizes.tag != 16) {
    return CryptoError::kUnsupported;
  }
  if (sizes.associated_data > kMaxAssociatedDataSize) return CryptoError::kUnsupported;
  sizes_ = sizes;
  copy_bytes(nonce, nonce_);
  nonce_size_ = nonce.size();
  readings_[0].is_possible = is_countable(sizes.message, nonce.size());
  readings_[0].message_size = sizes.message;
  if (sizes.message_may_count_tag && sizes.tag != 0 && sizes.message >= sizes.tag) {
    readings_[1].message_size = static_cast<std::uint32_t>(sizes.message - sizes.tag);
    readings_[1].is_possible = is_countable(readings_[1].message_size, nonce.size());
  }
  if (!readings_[0].is_possible && !readings_[1].is_possible) return CryptoError::kUnsupported;
  if (sizes.tag == 0) return {};

  const bool has_data = sizes.associated_data != 0;
  const auto flags = static_cast<std::byte>((has_data ? 64 : 0) + 8 * ((sizes.tag - 2) / 2));
  for (auto& reading : readings_) {
    if (!reading.is_possible) continue;
    const auto first = block_with(flags, reading.message_size);
    if (auto added = reading.mac.add(cipher, first); !added) return added;
  }
  if (!has_data) return {};
  if (sizes.associated_data < kLongAssociatedData) {
    Fixed<2> size{};
    put_number(sizes.associated_data, size);
    return add_to_all(cipher, size);
  }
  Fixed<6> size{std::byte{0xFF}, std::byte{0xFE}};
  put_number(sizes.associated_data, ByteSpan{size}.last(4));
  return add_to_all(cipher, size);
}

Result<void> CcmMac::add_to_all(BlockCipher& cipher, ByteView bytes) {
  if (sizes_.tag == 0) return {};
  for (auto& reading : readings_) {
    if (!reading.is_possible) continue;
    if (auto added = reading.mac.add(cipher, bytes); !added) return added;
  }
  return {};
}

Result<void> CcmMac::pad_all(BlockCipher& cipher) {
  for (auto& reading : readings_) {
    if (!reading.is_possible) continue;
    if (auto padded = reading.mac.pad(cipher); !padded) return padded;
  }
  return {};
}

Result<void> CcmMac::add_associated_data(BlockCipher& cipher, ByteView bytes) {
  if (bytes.size() > sizes_.associated_data - associated_data_) return UsageError::kWrongSize;
  associated_data_ += bytes.size();
  return add_to_all(cipher, bytes);
}

bool CcmMac::has_room_for(std::size_t size) const {
  const auto after = message_ + size;
  return std::ranges::any_of(
      readings_, [&](const Reading& r) { return r.is_possible && after <= r.message_size; });
}

Result<void> CcmMac::add_message(BlockCipher& cipher, ByteView bytes) {
  if (bytes.empty()) return {};
  if (message_ == 0) {
    if (associated_data_ != sizes_.associated_data) return UsageError::kWrongSize;
    if (auto padded = pad_all(cipher); !padded) return padded;
  }
  message_ += bytes.size();
  return add_to_all(cipher, bytes);
}

Result<void> CcmMac::finish(BlockCipher& cipher, crypto::AesBlock& tag) {
  const auto meant = std::ranges::find_if(
      readings_, [&](const Reading& r) { return r.is_possible && r.message_size == message_; });
  if (meant == readings_.end() || associated_data_ != sizes_.associated_data) {
    return UsageError::kWrongSize;
  }
  if (auto padded = pad_all(cipher); !padded) return padded;
  tag = block_with(std::byte{0}, 0);
  if (auto made = cipher.encrypt(tag); !made) return made;
  for (std::size_t i = 0; i < tag.size(); ++i) tag[i] ^= meant->mac.value()[i];
  return {};
}

void CcmMac::clear() {
  for (auto& reading : readings_) {
    reading.is_possible = false;
    reading.mac.clear();
  }
  associated_data_ = 0;
  message_ = 0;
}

}  // namespace stsafe::crypto_openssl
