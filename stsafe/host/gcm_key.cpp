#include "stsafe/host/gcm_key.h"

#include "stsafe/host/opened.h"
#include "stsafe/host/sealed.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/gcm.h"

namespace stsafe::host {
namespace {

constexpr wire::Usage kGcmUsages =
    wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks;

}  // namespace

Result<wire::KeyInfo> gcm_key_info(wire::SlotNumber slot, const GcmKeyOptions& options) {
  const bool is_aes =
      options.type == wire::KeyType::kAes128 || options.type == wire::KeyType::kAes256;
  if (!is_aes || options.lock > wire::Lock::kErasable || !includes(kGcmUsages, options.usage)) {
    return UsageError::kInconsistentKey;
  }
  return wire::KeyInfo{.slot = slot,
                       .key = {.lock = options.lock,
                               .type = options.type,
                               .mode = wire::KeyMode::kGcm,
                               .usage = options.usage,
                               .parameter = options.tag.bytes()}};
}

Result<GcmKey> GcmKey::open(Device& device, wire::SlotNumber slot) {
  const auto info = read_key(device, slot, wire::KeyMode::kGcm);
  if (!info) return info.error();
  return GcmKey{device, *info};
}

Result<Iv> GcmKey::encrypt(IvSequence& ivs, ByteView associated_data, ByteView plaintext,
                           ByteSpan ciphertext, ByteSpan tag) {
  const auto iv = ivs.next();
  if (!iv) return iv;
  if (const auto sealed = encrypt_with(*iv, associated_data, plaintext, ciphertext, tag); !sealed) {
    return sealed.error();
  }
  return iv;
}

Result<void> GcmKey::encrypt_with(const Iv& iv, ByteView associated_data, ByteView plaintext,
                                  ByteSpan ciphertext, ByteSpan tag) {
  if (ciphertext.size() != plaintext.size() || tag.size() != tag_size_) {
    return UsageError::kWrongSize;
  }
  const auto answer =
      device_->call(wire::EncryptGcm{.slot = slot_,
                                     .iv = wire::Prefixed{iv.bytes()},
                                     .associated_data = wire::Prefixed{associated_data},
                                     .message = wire::Prefixed{plaintext}},
                    plaintext.size() + tag_size_);
  if (!answer) return answer.error();
  return accept_sealed(answer->sealed.bytes(), ciphertext, tag);
}

Result<void> GcmKey::decrypt(const Iv& iv, ByteView associated_data, ByteView ciphertext,
                             ByteView tag, ByteSpan plaintext) {
  if (plaintext.size() != ciphertext.size() || tag.size() != tag_size_) {
    return UsageError::kWrongSize;
  }
  const auto answer =
      device_->call(wire::DecryptGcm{.slot = slot_,
                                     .iv = wire::Prefixed{iv.bytes()},
                                     .associated_data = wire::Prefixed{associated_data},
                                     .ciphertext = wire::Prefixed{ciphertext},
                                     .tag = wire::Tail{tag}});
  if (!answer) return answer.error();
  const auto accepted = accept_opened(answer->verification, answer->message.bytes(), plaintext);
  device_->forget();
  return accepted;
}

}  // namespace stsafe::host
