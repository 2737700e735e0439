#pragma once

#include "ports/crypto_openssl/ccm_mac.h"
#include "ports/crypto_openssl/gcm_mac.h"
#include "ports/crypto_openssl/openssl_gcm_stream.h"
#include "stsafe/crypto/cipher_stream.h"

namespace stsafe::crypto_openssl {

/// CCM* and GCM in pieces. GCM is OpenSSL's own, at its speed, for IVs of up to kMaxOpensslIvSize
/// bytes. The rest is made of its block cipher: its CCM takes a message only whole.
class OpensslCipherStream final : public crypto::CipherStream {
 public:
  OpensslCipherStream() = default;
  ~OpensslCipherStream() { end(); }
  OpensslCipherStream(const OpensslCipherStream&) = delete;
  OpensslCipherStream& operator=(const OpensslCipherStream&) = delete;

  Result<void> start_ccm(crypto::CipherDirection direction, ByteView key, ByteView nonce,
                         const crypto::CcmSizes& sizes) override;
  Result<void> start_gcm(crypto::CipherDirection direction, ByteView key, ByteView iv) override;
  Result<void> add_associated_data(ByteView bytes) override;
  Result<void> process(ByteView from, ByteSpan to) override;
  Result<void> finish(ByteSpan tag) override;
  Result<void> verify(ByteView tag) override;
  void abandon() override { end(); }

 private:
  enum class Mode : std::uint8_t { kNone, kCcm, kOpensslGcm, kLongIvGcm };

  Result<void> begin_ccm(ByteView key, ByteView nonce, const crypto::CcmSizes& sizes);
  Result<void> begin_gcm(ByteView key, ByteView iv);
  Result<void> transform(ByteView from, ByteSpan to);
  Result<void> authenticate(ByteView bytes);
  Result<void> make_tag(std::size_t size, crypto::AesBlock& tag);
  bool is_tag_size(std::size_t size) const;
  /// Keeps the stream as it is after success, and forgets it after a failure.
  Result<void> ended_unless(Result<void> done);
  void end();

  Mode mode_ = Mode::kNone;
  crypto::CipherDirection direction_{};
  bool message_began_ = false;
  BlockCipher cipher_;
  Keystream keystream_;
  CcmMac ccm_;
  GcmMac gcm_;
  OpensslGcmStream openssl_gcm_;
};

}  // namespace stsafe::crypto_openssl
