#include <gtest/gtest.h>

#include "cose/encrypt0.h"
#include "tests/support/sealing_chip.h"
#include "tests/support/tree.h"

namespace stsafe::cose::encrypt0_vectors_test {
namespace {

using testing_support::hex;
using testing_support::OneNonce;
using testing_support::SealingChip;
using testing_support::Tree;

Reason reason_of(const std::string& result) {
  if (result == "valid") return Reason::kNone;
  if (result == "unsupported") return Reason::kUnsupported;
  return Reason::kUnexpected;  // wrong tag, not Encrypt0
}

EncryptionContext context_of(Tree& vector) {
  return vector.text("context") == "Encrypt0" ? EncryptionContext::kEncrypt0
                                              : EncryptionContext::kEncrypt;
}

/// The headers of a message of any kind: after a tag, if there is one, and the array's head.
Result<Headers> headers_of(ByteView message) {
  CborReader reader{message};
  if (reader.next_is(CborType::kTag)) static_cast<void>(reader.take_tag());
  EXPECT_TRUE(reader.take_array());
  return take_headers(reader);
}

void check_opening(Tree& vector, ChipKey& key) {
  const auto message = vector.bytes("message");
  const auto external = vector.bytes("external_aad");
  const auto opened =
      open_encrypt0(key, message, {.external_aad = external, .base_iv = vector.bytes("base_iv")});
  const auto plaintext = vector.bytes("plaintext");
  const auto expected = reason_of(vector.text("result"));
  ASSERT_EQ(opened.error().reason, expected) << opened.error().message;
  if (!opened) return;
  EXPECT_EQ(hex(opened->plaintext.reveal()), hex(plaintext));
  // What has an IV of its own, and nothing that we write otherwise, is sealed to the same bytes.
  const auto* iv = opened->headers.iv();
  if (iv == nullptr) return;
  OneNonce nonce{*iv};
  const auto sealed =
      seal_encrypt0(key, nonce, plaintext, {.key_id = Bytes{}, .external_aad = external});
  ASSERT_TRUE(sealed);
  EXPECT_EQ(hex(*sealed), hex(message));
}

TEST(Encrypt0Vectors, OfTheWorkingGroup) {
  std::size_t num_valid = 0;
  testing_support::check_file("cose_encrypt0.json", [&](Tree& file) {
    file.skip({"source", "selection"});
    for (auto* vector : file.objects("vectors")) {
      SCOPED_TRACE(vector->text("name"));
      vector->skip({"context", "enc_structure"});
      SealingChip chip;
      chip.put_key(3, vector->bytes("key"), vector->text("tag_size") == "8" ? 8 : 16);
      chip.start();
      auto key = ChipKey::open(chip.device(), wire::SlotNumber{3});
      ASSERT_TRUE(key);
      check_opening(*vector, *key);
      if (vector->text("result") == "valid") ++num_valid;
    }
  });
  EXPECT_EQ(num_valid, 8U);
}

TEST(Encrypt0Vectors, HaveTheRightEncStructure) {
  std::size_t count = 0;
  testing_support::check_file("cose_encrypt0.json", [&](Tree& file) {
    file.skip({"source", "selection"});
    for (auto* vector : file.objects("vectors")) {
      SCOPED_TRACE(vector->text("name"));
      vector->skip({"key", "tag_size", "base_iv", "plaintext", "result"});
      const auto headers = headers_of(vector->bytes("message"));
      const auto expected = vector->bytes("enc_structure");
      const auto context = context_of(*vector);
      const auto external = vector->bytes("external_aad");
      if (!headers) continue;  // an algorithm with a text for a name
      const auto structure = enc_structure(context, headers->protected_bytes, external);
      ASSERT_TRUE(structure);
      // Of vectors that were altered after sealing the structure differs.
      if (!vector->text("name").starts_with("encrypted-tests/enc-fail")) {
        EXPECT_EQ(hex(*structure), hex(expected));
        ++count;
      }
    }
  });
  EXPECT_EQ(count, 24U);
}

}  // namespace
}  // namespace stsafe::cose::encrypt0_vectors_test
