#include "stsafe/host/sealed_message.h"

#include "stsafe/host/chunked_decryption.h"
#include "stsafe/host/chunked_encryption.h"
#include "stsafe/host/frame_room.h"
#include "stsafe/wire/commands/gcm.h"
#include "stsafe/wire/verification.h"

namespace stsafe::host {
namespace {

/// Subject, slot, and the lengths of associated data and message.
constexpr std::size_t kFields = 1 + 1 + 2 + 2;
constexpr std::size_t kIvLengthField = 2;
/// Presence and value of the counter.
constexpr std::size_t kCounterFields = 1 + 4;

bool fits_encrypt(const Device& device, std::size_t sent, std::size_t answered) {
  const auto room = frame_room(device, wire::EncryptCcmStar::kOpcode);
  return kFields + sent <= room.command && answered <= room.answer;
}

bool fits_decrypt(const Device& device, std::size_t sent, std::size_t message) {
  const auto room = frame_room(device, wire::DecryptCcmStar::kOpcode);
  return kFields + sent <= room.command && sizeof(wire::Verification) + message <= room.answer;
}

}  // namespace

Result<Nonce> encrypt_message(CcmStarKey& key, NonceSource& nonces, ByteView associated_data,
                              ByteView plaintext, ByteSpan ciphertext, ByteSpan tag) {
  if (fits_encrypt(key.device(), Nonce::kSize + associated_data.size() + plaintext.size(),
                   plaintext.size() + key.tag_size() + kCounterFields)) {
    return key.encrypt(nonces, associated_data, plaintext, ciphertext, tag);
  }
  if (ciphertext.size() != plaintext.size() || tag.size() != key.tag_size()) {
    return UsageError::kWrongSize;
  }
  auto message = ChunkedEncryption::start(key, nonces, associated_data, plaintext.size());
  if (!message) return message.error();
  if (auto done = message->finish(plaintext, ciphertext, tag); !done) return done.error();
  return Nonce::chosen_by_caller(message->nonce());
}

Result<Iv> encrypt_message(GcmKey& key, IvSequence& ivs, ByteView associated_data,
                           ByteView plaintext, ByteSpan ciphertext, ByteSpan tag) {
  if (fits_encrypt(key.device(),
                   kIvLengthField + IvSequence::kIvSize + associated_data.size() + plaintext.size(),
                   plaintext.size() + key.tag_size())) {
    return key.encrypt(ivs, associated_data, plaintext, ciphertext, tag);
  }
  if (ciphertext.size() != plaintext.size() || tag.size() != key.tag_size()) {
    return UsageError::kWrongSize;
  }
  auto message = ChunkedEncryption::start(key, ivs, associated_data);
  if (!message) return message.error();
  if (auto done = message->finish(plaintext, ciphertext, tag); !done) return done.error();
  return Iv::chosen_by_caller(message->nonce());
}

Result<void> decrypt_message(CcmStarKey& key, const Nonce& nonce, ByteView associated_data,
                             ByteView ciphertext, ByteView tag, ByteSpan plaintext) {
  if (fits_decrypt(key.device(),
                   Nonce::kSize + associated_data.size() + ciphertext.size() + key.tag_size(),
                   ciphertext.size())) {
    return key.decrypt(nonce, associated_data, ciphertext, tag, plaintext);
  }
  if (plaintext.size() != ciphertext.size() || tag.size() != key.tag_size()) {
    return UsageError::kWrongSize;
  }
  auto message =
      ChunkedDecryption::start(key, nonce, associated_data, ciphertext.size(), plaintext);
  if (!message) return message.error();
  const auto verified = message->finish(ciphertext, tag);
  return verified ? Result<void>{} : verified.error();
}

Result<void> decrypt_message(GcmKey& key, const Iv& iv, ByteView associated_data,
                             ByteView ciphertext, ByteView tag, ByteSpan plaintext) {
  if (fits_decrypt(key.device(),
                   kIvLengthField + iv.bytes().size() + associated_data.size() + ciphertext.size() +
                       key.tag_size(),
                   ciphertext.size())) {
    return key.decrypt(iv, associated_data, ciphertext, tag, plaintext);
  }
  if (plaintext.size() != ciphertext.size() || tag.size() != key.tag_size()) {
    return UsageError::kWrongSize;
  }
  auto message = ChunkedDecryption::start(key, iv, associated_data, plaintext);
  if (!message) return message.error();
  const auto verified = message->finish(ciphertext, tag);
  return verified ? Result<void>{} : verified.error();
}

}  // namespace stsafe::host
