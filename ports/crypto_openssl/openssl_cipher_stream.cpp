#include "ports/crypto_openssl/openssl_cipher_stream.h"

#include "ports/crypto_openssl/openssl_gcm.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {

namespace {

constexpr Result<void> kWrongTagSize = UsageError::kWrongSize;

}  // namespace

using crypto::CipherDirection;

Result<void> OpensslCipherStream::start_ccm(CipherDirection direction, ByteView key, ByteView nonce,
                                            const crypto::CcmSizes& sizes) {
  end();
  mode_ = Mode::kCcm;
  direction_ = direction;
  return ended_unless(begin_ccm(key, nonce, sizes));
}

Result<void> OpensslCipherStream::begin_ccm(ByteView key, ByteView nonce,
                                            const crypto::CcmSizes& sizes) {
  if (auto set = cipher_.set_key(key); !set) return set;
  if (auto started = ccm_.start(cipher_, nonce, sizes); !started) return started;
  keystream_.start(ccm_counter_block(nonce), crypto::kAesBlockSize - 1 - nonce.size());
  return {};
}

Result<void> OpensslCipherStream::start_gcm(CipherDirection direction, ByteView key, ByteView iv) {
  end();
  direction_ = direction;
  if (!iv.empty() && iv.size() <= kMaxOpensslIvSize) {
    mode_ = Mode::kOpensslGcm;
    return ended_unless(openssl_gcm_.start(direction, key, iv));
  }
  mode_ = Mode::kLongIvGcm;
  return ended_unless(begin_gcm(key, iv));
}

Result<void> OpensslCipherStream::begin_gcm(ByteView key, ByteView iv) {
  if (auto set = cipher_.set_key(key); !set) return set;
  if (iv.empty()) return UsageError::kWrongSize;
  if (auto started = gcm_.start(cipher_, iv); !started) return started;
  keystream_.start(gcm_.first_counter_block(), 4);
  return {};
}

Result<void> OpensslCipherStream::add_associated_data(ByteView bytes) {
  if (mode_ == Mode::kNone || message_began_) return UsageError::kNotOpen;
  if (mode_ == Mode::kCcm) return ended_unless(ccm_.add_associated_data(cipher_, bytes));
  if (mode_ == Mode::kOpensslGcm) return ended_unless(openssl_gcm_.add_associated_data(bytes));
  gcm_.add_associated_data(bytes);
  return {};
}

Result<void> OpensslCipherStream::process(ByteView from, ByteSpan to) {
  if (mode_ == Mode::kNone) return UsageError::kNotOpen;
  return ended_unless(transform(from, to));
}

Result<void> OpensslCipherStream::transform(ByteView from, ByteSpan to) {
  if (from.size() != to.size()) return UsageError::kWrongSize;
  if (from.empty()) return {};
  if (mode_ == Mode::kCcm && !ccm_.has_room_for(from.size())) return UsageError::kWrongSize;
  message_began_ = true;
  if (mode_ == Mode::kOpensslGcm) return openssl_gcm_.process(from, to);
  // CCM authenticates the plaintext, GCM the ciphertext; `to` may be the same memory.
  const bool encrypts = direction_ == CipherDirection::kEncrypt;
  const bool mac_comes_first = encrypts == (mode_ == Mode::kCcm);
  if (mac_comes_first) {
    if (auto added = authenticate(from); !added) return added;
  }
  if (auto done = keystream_.apply(cipher_, from, to); !done) return done;
  if (mac_comes_first) return {};
  return authenticate(to);
}

Result<void> OpensslCipherStream::authenticate(ByteView bytes) {
  if (mode_ == Mode::kCcm) return ccm_.add_message(cipher_, bytes);
  return gcm_.add_message(bytes);
}

bool OpensslCipherStream::is_tag_size(std::size_t size) const {
  return mode_ == Mode::kCcm ? size == ccm_.tag_size() : is_gcm_tag_size(size);
}

Result<void> OpensslCipherStream::make_tag(std::size_t size, crypto::AesBlock& tag) {
  if (!is_tag_size(size)) return kWrongTagSize;
  return mode_ == Mode::kCcm ? ccm_.finish(cipher_, tag) : gcm_.finish(cipher_, tag);
}

Result<void> OpensslCipherStream::finish(ByteSpan tag) {
  if (mode_ == Mode::kNone || direction_ != CipherDirection::kEncrypt) return UsageError::kNotOpen;
  if (mode_ == Mode::kOpensslGcm) {
    const auto finished = is_tag_size(tag.size()) ? openssl_gcm_.finish(tag) : kWrongTagSize;
    end();
    return finished;
  }
  crypto::AesBlock whole{};
  const auto made = make_tag(tag.size(), whole);
  if (made) copy_bytes(ByteView{whole}.first(tag.size()), tag);
  end();
  return made;
}

Result<void> OpensslCipherStream::verify(ByteView tag) {
  if (mode_ == Mode::kNone || direction_ != CipherDirection::kDecrypt) return UsageError::kNotOpen;
  if (mode_ == Mode::kOpensslGcm) {
    const auto verified = is_tag_size(tag.size()) ? openssl_gcm_.verify(tag) : kWrongTagSize;
    end();
    return verified;
  }
  crypto::AesBlock whole{};
  const WipeOnExit whole_wiped{whole};  // the right tag for a message that may be forged
  const auto made = make_tag(tag.size(), whole);
  end();
  if (!made) return made;
  if (!equal_constant_time(ByteView{whole}.first(tag.size()), tag)) {
    return CryptoError::kNotAuthentic;
  }
  return {};
}

Result<void> OpensslCipherStream::ended_unless(Result<void> done) {
  if (!done) end();
  return done;
}

void OpensslCipherStream::end() {
  mode_ = Mode::kNone;
  message_began_ = false;
  cipher_.forget();
  keystream_.clear();
  ccm_.clear();
  gcm_.clear();
  openssl_gcm_.clear();
}

}  // namespace stsafe::crypto_openssl
