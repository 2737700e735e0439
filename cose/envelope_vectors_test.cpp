#include "cose/memory_stream.h"
#include "cose/open_envelope.h"
#include "cose/seal_envelope.h"
#include "tests/support/envelope_chip.h"
#include "tests/support/scripted_rng.h"
#include "tests/support/tree.h"

namespace stsafe::cose::envelope_vectors_test {
namespace {

using testing_support::EnvelopeChip;
using testing_support::hex;
using testing_support::join;
using testing_support::ScriptedRng;
using testing_support::Tree;

constexpr std::int64_t kDirect = -6;  // RFC 9053, section 6.1.1

/// The content's key itself, which both sides have: only to hold the layer of the content to
/// examples.
class DirectKey final : public RecipientKey {
 public:
  explicit DirectKey(Bytes key) : key_(std::move(key)) {}

  Result<Recipient> encrypt(ByteView /*content_key*/) override {
    return Failure{Reason::kUnsupported, "not for sealing", {}};
  }
  bool is_meant_by(const Recipient& recipient) const override {
    return recipient.algorithm() == kDirect;
  }
  Result<void> decrypt(const Recipient& /*recipient*/, ContentKey& content_key) override {
    EXPECT_TRUE(content_key.assign(key_));
    return {};
  }

 private:
  Bytes key_;
};

Reason expected_reason(const std::string& result) {
  if (result == "valid") return Reason::kNone;
  if (result == "unsupported") return Reason::kUnsupported;
  if (result == "not authentic") return Reason::kNotAuthentic;
  return Reason::kUnexpected;
}

struct Opened {
  Result<void> done{};
  Bytes content;
};

Opened open_with(RecipientKey& key, crypto_openssl::OpensslCrypto& crypto, Tree& vector) {
  const std::array<RecipientKey*, 1> keys{&key};
  const auto envelope = vector.bytes("envelope");
  const auto ciphertext = vector.bytes("ciphertext");
  const auto external = vector.bytes("external_aad");
  MemorySource whole{envelope};
  MemorySource beside{ciphertext};
  MemorySink sink;
  const EnvelopeCrypto envelope_crypto{crypto.cipher_stream(), crypto.rng()};
  const EnvelopeOpenOptions options{.external_aad = external};
  Opened opened;
  opened.done = ciphertext.empty()
                    ? open_envelope(envelope_crypto, keys, whole, sink, options)
                    : open_detached(envelope_crypto, keys, envelope, beside, sink, options);
  opened.content = testing_support::to_bytes(sink.bytes());
  return opened;
}

void expect_opened(const Opened& opened, Tree& vector) {
  EXPECT_EQ(opened.done.error().reason, expected_reason(vector.text("result")))
      << opened.done.error().message;
  const auto plaintext = vector.bytes("plaintext");
  EXPECT_EQ(hex(opened.content), opened.done ? hex(plaintext) : "");
}

/// Seals with the example's key and IV: the bytes must be the example's.
void expect_sealed_the_same(RecipientKey& key, crypto_openssl::OpensslCrypto& crypto,
                            Tree& vector) {
  const auto content_key = vector.bytes("content_key");
  if (content_key.empty()) return;
  const auto envelope = vector.bytes("envelope");
  const auto plaintext = vector.bytes("plaintext");
  // Tag, array, protected bucket, and the head of the unprotected one are 9 bytes and one of the
  // IV's own.
  ScriptedRng rng{join({content_key, ByteView{envelope}.subspan(10, kContentIvSize)})};
  const std::array<RecipientKey*, 1> keys{&key};
  MemorySource source{plaintext};
  MemorySink sink;
  ASSERT_TRUE(seal_envelope({crypto.cipher_stream(), rng}, keys, source, sink,
                            {.algorithm = ContentAlgorithm::kA128Gcm}));
  EXPECT_EQ(hex(sink.bytes()), hex(envelope));
}

TEST(EnvelopeVectors, WithKeyWrapByASlotOfTheChip) {
  std::size_t num_valid = 0;
  testing_support::check_file("cose_envelopes.json", [&](Tree& file) {
    file.skip({"source", "selection"});
    for (auto* vector : file.objects("vectors")) {
      vector->skip({"name", "recipient", "key", "key_id", "enc_structure", "content_key", "result",
                    "envelope", "ciphertext", "external_aad", "plaintext"});
      if (vector->text("recipient") != "key wrap") continue;
      SCOPED_TRACE(vector->text("name"));
      const auto key = vector->bytes("key");
      EnvelopeChip chip{key, key};
      auto wrapping_key = chip.ecb_key();
      KeyWrapRecipient recipient{wrapping_key, vector->bytes("key_id")};
      const auto opened = open_with(recipient, chip.crypto(), *vector);
      expect_opened(opened, *vector);
      if (!opened.done) continue;
      ++num_valid;
      expect_sealed_the_same(recipient, chip.crypto(), *vector);
    }
  });
  EXPECT_EQ(num_valid, 3U);
}

TEST(EnvelopeVectors, WithAKeyThatBothHave) {
  std::size_t num_valid = 0;
  std::size_t num_refused = 0;
  const Fixed<32> unused{};
  EnvelopeChip chip{unused, unused};
  testing_support::check_file("cose_envelopes.json", [&](Tree& file) {
    file.skip({"source", "selection"});
    for (auto* vector : file.objects("vectors")) {
      vector->skip({"name", "recipient", "key", "key_id", "enc_structure", "content_key", "result",
                    "envelope", "ciphertext", "external_aad", "plaintext"});
      if (vector->text("recipient") != "direct") continue;
      SCOPED_TRACE(vector->text("name"));
      DirectKey key{vector->bytes("content_key")};
      const auto opened = open_with(key, chip.crypto(), *vector);
      expect_opened(opened, *vector);
      ++(opened.done ? num_valid : num_refused);
    }
  });
  EXPECT_EQ(num_valid, 3U);
  EXPECT_EQ(num_refused, 11U);
}

}  // namespace
}  // namespace stsafe::cose::envelope_vectors_test
