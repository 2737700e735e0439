#include "stsafe/host/ccm_star_key.h"

#include "stsafe/host/opened.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/ccm_star.h"

namespace stsafe::host {
namespace {

constexpr std::uint8_t kMaxCounterOffset = 9;
constexpr wire::Usage kCcmStarUsages =
    wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks;

}  // namespace

Result<wire::KeyInfo> ccm_star_key_info(wire::SlotNumber slot, const CcmStarKeyOptions& options) {
  const bool is_aes =
      options.type == wire::KeyType::kAes128 || options.type == wire::KeyType::kAes256;
  const bool lock_known = options.lock <= wire::Lock::kErasable;
  if (!is_aes || !lock_known || !includes(kCcmStarUsages, options.usage) ||
      options.counter.offset() > kMaxCounterOffset) {
    return UsageError::kInconsistentKey;
  }
  return wire::KeyInfo{.slot = slot,
                       .key = {.lock = options.lock,
                               .type = options.type,
                               .mode = wire::KeyMode::kCcmStar,
                               .usage = options.usage,
                               .parameter = options.tag.bytes(),
                               .counter = options.counter}};
}

Result<CcmStarKey> CcmStarKey::open(Device& device, wire::SlotNumber slot) {
  const auto info = read_key(device, slot, wire::KeyMode::kCcmStar);
  if (!info) return info.error();
  return CcmStarKey{device, *info};
}

Result<Nonce> CcmStarKey::encrypt(NonceSource& nonces, ByteView associated_data, ByteView plaintext,
                                  ByteSpan ciphertext, ByteSpan tag) {
  const auto nonce = nonces.next();
  if (!nonce) return nonce;
  return encrypt_with(*nonce, associated_data, plaintext, ciphertext, tag);
}

Result<Nonce> CcmStarKey::encrypt_with(const Nonce& nonce, ByteView associated_data,
                                       ByteView plaintext, ByteSpan ciphertext, ByteSpan tag) {
  if (ciphertext.size() != plaintext.size() || tag.size() != tag_size_) {
    return UsageError::kWrongSize;
  }
  const auto answer =
      device_->call(wire::EncryptCcmStar{.slot = slot_,
                                         .nonce = nonce.bytes(),
                                         .associated_data = wire::Prefixed{associated_data},
                                         .message = wire::Prefixed{plaintext}},
                    plaintext.size() + tag_size_ + wire::counter_part_size(counter_.present()));
  if (!answer) return answer.error();
  const auto parts = wire::split_sealed(answer->sealed.bytes(), plaintext.size(), tag_size_);
  if (!parts) return parts.error();
  if (parts->counter.has_value() != counter_.present()) return LinkError::kUnexpectedResponse;
  copy_bytes(parts->ciphertext, ciphertext);
  copy_bytes(parts->tag, tag);
  Result<Nonce> used{nonce};
  if (parts->counter) {
    wire::Writer w{ByteSpan{used->bytes_}.subspan(counter_.offset(), sizeof(std::uint32_t))};
    w.put(*parts->counter);
  }
  return used;
}

Result<void> CcmStarKey::decrypt(const Nonce& nonce, ByteView associated_data, ByteView ciphertext,
                                 ByteView tag, ByteSpan plaintext) {
  if (plaintext.size() != ciphertext.size() || tag.size() != tag_size_) {
    return UsageError::kWrongSize;
  }
  const auto answer =
      device_->call(wire::DecryptCcmStar{.slot = slot_,
                                         .nonce = nonce.bytes(),
                                         .associated_data = wire::Prefixed{associated_data},
                                         .sealed = {ciphertext, tag}});
  if (!answer) return answer.error();
  const auto accepted = accept_opened(answer->verification, answer->message.bytes(), plaintext);
  device_->forget();
  return accepted;
}

}  // namespace stsafe::host
