#include "cose/key_set.h"

#include <gtest/gtest.h>

#include "tests/support/sealing_chip.h"

namespace stsafe::cose::key_set_test {
namespace {

using testing_support::hex;
using testing_support::join;
using testing_support::SealingChip;
using testing_support::to_bytes;

constexpr auto kKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
// By hand; the first key is one of RFC 9052, appendix C.7.2:
// [{1: 4, 2: 'our-secret', -1: h'849b…'}, {1: 4, 2: h'30', 3: 30, 4: [3, 4], -1: h'…'}]
constexpr auto kSet =
    "82 A3 01 04 02 4A 6F75722D736563726574"
    "20 5820 849B57219DAE48DE646D07DBB533566E976686457C1491BE3A76DCEA6C427188"
    "A5 01 04 02 41 30 03 181E 04 82 03 04 20 50 00112233445566778899AABBCCDDEEFF"_hex;

std::vector<SymmetricKey> two_keys() {
  std::vector<SymmetricKey> keys(2);
  keys[0].value =
      SecretBytes{ByteView{"849B57219DAE48DE646D07DBB533566E976686457C1491BE3A76DCEA6C427188"_hex}};
  keys[0].key_id = to_bytes("6F75722D736563726574"_hex);
  keys[1].value = SecretBytes{ByteView{"00112233445566778899AABBCCDDEEFF"_hex}};
  keys[1].key_id = to_bytes("30"_hex);
  keys[1].algorithm = algorithm::kAesCcm16_128_128;
  keys[1].operations = {key_operation::kEncrypt, key_operation::kDecrypt};
  return keys;
}

TEST(KeySet, IsWritten) { EXPECT_EQ(hex(encode_key_set(two_keys()).reveal()), hex(kSet)); }

TEST(KeySet, IsRead) {
  const auto set = parse_key_set(kSet);
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->keys.size(), 2U);
  EXPECT_TRUE(set->ignored.empty());
  const auto expected = two_keys();
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(hex(set->keys[i].value.reveal()), hex(expected[i].value.reveal()));
    EXPECT_EQ(set->keys[i].key_id, expected[i].key_id);
    EXPECT_EQ(set->keys[i].algorithm, expected[i].algorithm);
    EXPECT_EQ(set->keys[i].operations, expected[i].operations);
  }
}

TEST(KeySet, FindsAKeyByItsName) {
  auto set = parse_key_set(kSet);
  ASSERT_TRUE(set);
  const auto found = set->find("30"_hex);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, &set->keys[1]);
  EXPECT_EQ(set->find("31"_hex).error().message, "no key of the set has this name (kid)");
  set->keys[0].key_id = set->keys[1].key_id;
  EXPECT_EQ(set->find("30"_hex).error().reason, Reason::kUnfitKey);
}

// RFC 9052, section 7: an element that is not understood is ignored, the others are not.
TEST(KeySet, IgnoresWhatIsNoSymmetricKey) {
  struct Case {
    Bytes element;
    std::string why;
  };
  const auto b = [](const auto& bytes) { return to_bytes(bytes); };
  for (const auto& [element, why] : {
           Case{b("A1 01 02"_hex), "byte 3: key of type 2"},
           Case{b("A1 01 63 4F4354"_hex), "byte 3: key of type \"OCT\""},
           Case{b("A2 01 04 01 04"_hex), "byte 4: member 1 of the key is there twice"},
           Case{b("A1 01 04"_hex), "byte 1: key has no value (k)"},
           Case{b("A2 01 04 20 40"_hex), "byte 1: key has no value (k)"},
           Case{b("A1 20 41 00"_hex), "byte 1: key has no type (kty)"},
           Case{b("A2 01 04 20 61 61"_hex), "byte 5: text string instead of byte string"},
           Case{b("A2 01 04 03 61 61"_hex), "byte 5: algorithm with a text for a name"},
           Case{b("A2 01 04 04 80"_hex), "byte 5: key_ops is empty"},
           Case{b("A2 01 04 04 03"_hex), "byte 5: unsigned integer instead of array"},
           Case{b("A2 01 04 02 01"_hex), "byte 5: unsigned integer instead of byte string"},
           Case{b("00"_hex), "byte 1: unsigned integer instead of map"},
           Case{join({"A2 01 04 20 58 41"_hex, Bytes(65)}), "byte 5: key of more than 64 bytes"},
           Case{join({"A2 01 04 04 98 41"_hex, Bytes(65)}), "byte 5: key_ops is too long"},
           Case{join({"B8 41"_hex, Bytes(130)}), "byte 1: key has too many members"},
       }) {
    const auto set = parse_key_set(join({"82"_hex, element, "A2 01 04 20 41 07"_hex}));
    ASSERT_TRUE(set) << set.error().message;
    ASSERT_EQ(set->keys.size(), 1U) << why;
    EXPECT_EQ(hex(set->keys[0].value.reveal()), "07");
    ASSERT_EQ(set->ignored.size(), 1U);
    EXPECT_EQ(set->ignored[0].message, why);
  }
}

TEST(KeySet, PassesOverMembersThatItDoesNotKnow) {
  const auto set = parse_key_set("81 A4 01 04 05 41 00 61 61 82 01 02 20 41 07"_hex);
  ASSERT_TRUE(set);
  EXPECT_EQ(set->keys.size(), 1U);
}

TEST(KeySet, RefusesWhatIsNoSet) {
  EXPECT_EQ(parse_key_set({}).error().reason, Reason::kTruncated);
  EXPECT_EQ(parse_key_set("A0"_hex).error().reason, Reason::kUnexpected);
  EXPECT_EQ(parse_key_set("80"_hex).error().reason, Reason::kUnexpected);
  EXPECT_EQ(parse_key_set("81A201042041 07 00"_hex).error().reason, Reason::kUnexpected);
  EXPECT_EQ(parse_key_set("81FF"_hex).error().reason, Reason::kMalformed);
  EXPECT_EQ(parse_key_set("9BFFFFFFFFFFFFFFFF"_hex).error().reason, Reason::kTruncated);
  for (std::size_t size = 0; size < kSet.size(); ++size) {
    EXPECT_EQ(parse_key_set(ByteView{kSet}.first(size)).error().reason, Reason::kTruncated) << size;
  }
}

class SealedKeySet : public testing::Test {
 protected:
  SealedKeySet() {
    chip_.put_key(3, kKey);
    chip_.start();
    auto opened = ChipKey::open(chip_.device(), wire::SlotNumber{3});
    EXPECT_TRUE(opened);
    key_ = *opened;
  }
  Bytes seal_plain(ByteView plaintext, std::optional<ContentType> type) {
    const auto sealed =
        seal_encrypt0(*key_, chip_.nonces(), plaintext, {.content_type = std::move(type)});
    EXPECT_TRUE(sealed);
    return *sealed;
  }

  SealingChip chip_;
  std::optional<ChipKey> key_;
};

TEST_F(SealedKeySet, OpensToTheSameKeys) {
  const auto sealed = seal_key_set(*key_, chip_.nonces(), two_keys(), {.external_aad = kKey});
  ASSERT_TRUE(sealed) << sealed.error().message;
  const auto set = open_key_set(*key_, *sealed, {.external_aad = kKey});
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(hex(encode_key_set(set->keys).reveal()), hex(kSet));
  EXPECT_EQ(open_key_set(*key_, *sealed).error().reason, Reason::kNotAuthentic);
  const auto opened = open_encrypt0(*key_, *sealed, {.external_aad = kKey});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->headers.protected_map.content_type, ContentType{102U});
}

TEST_F(SealedKeySet, MayBeASingleKey) {
  const auto set = open_key_set(*key_, seal_plain("A2 01 04 20 41 07"_hex, 101U));
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->keys.size(), 1U);
  EXPECT_EQ(hex(set->keys[0].value.reveal()), "07");
  EXPECT_EQ(open_key_set(*key_, seal_plain("A1 01 04"_hex, 101U)).error().reason,
            Reason::kUnexpected);
}

TEST_F(SealedKeySet, SaysThatItIsOne) {
  EXPECT_EQ(open_key_set(*key_, seal_plain(kSet, std::nullopt)).error().message,
            "the message is no set of keys: its content type is not 102");
  EXPECT_EQ(open_key_set(*key_, seal_plain(kSet, "application/cose-key-set")).error().reason,
            Reason::kUnexpected);
  EXPECT_TRUE(open_key_set(*key_, seal_plain(kSet, 102U)));
}

TEST_F(SealedKeySet, HasKeys) {
  const auto reason = [&](std::span<const SymmetricKey> keys) {
    return seal_key_set(*key_, chip_.nonces(), keys).error().reason;
  };
  EXPECT_EQ(reason({}), Reason::kInvalidRequest);
  std::vector<SymmetricKey> keys(1);
  EXPECT_EQ(reason(keys), Reason::kInvalidRequest);
  keys[0].value = SecretBytes{65};
  EXPECT_EQ(reason(keys), Reason::kInvalidRequest);
  keys[0].value = SecretBytes{64};
  EXPECT_EQ(reason(keys), Reason::kNone);
}

}  // namespace
}  // namespace stsafe::cose::key_set_test
