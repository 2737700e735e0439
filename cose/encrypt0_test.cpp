#include "cose/encrypt0.h"

#include <gtest/gtest.h>

#include "tests/support/sealing_chip.h"

namespace stsafe::cose::encrypt0_test {
namespace {

using testing_support::hex;
using testing_support::join;
using testing_support::SealingChip;

constexpr auto kKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr auto kText = "70756D70206F6E"_hex;

class Encrypt0 : public testing::Test {
 protected:
  Encrypt0() {
    chip_.put_key(3, kKey);
    chip_.put_key(4, ByteView{kKey}.first(16), 8);
    chip_.put_key(5, kKey);
    chip_.put_key(6, kKey, 4);
    chip_.put_key(7, kKey, 16, wire::kVerifyMac);
    chip_.start();
  }
  Result<ChipKey> key(std::uint8_t slot) {
    return ChipKey::open(chip_.device(), wire::SlotNumber{slot});
  }
  Result<Bytes> seal(std::uint8_t slot, const SealOptions& options = {}) {
    auto with = key(slot);
    if (!with) return with.error();
    return seal_encrypt0(*with, chip_.nonces(), kText, options);
  }
  Result<Opened> open(std::uint8_t slot, ByteView message, const OpenOptions& options = {}) {
    auto with = key(slot);
    if (!with) return with.error();
    return open_encrypt0(*with, message, options);
  }
  /// Says why a message is refused, after its reason.
  std::string refusal(std::uint8_t slot, ByteView message, const OpenOptions& options = {}) {
    const auto opened = open(slot, message, options);
    if (opened) return "opened";
    return name(opened.error().reason) + ": " + opened.error().message;
  }

  SealingChip chip_;
};

TEST_F(Encrypt0, OpensToWhatWasSealed) {
  const auto sealed = seal(3, {.content_type = 60U, .external_aad = kKey});
  ASSERT_TRUE(sealed) << sealed.error().message;
  const auto opened = open(3, *sealed, {.external_aad = kKey});
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(hex(opened->plaintext.reveal()), hex(kText));
  const auto& header = opened->headers.protected_map;
  EXPECT_EQ(header.algorithm, algorithm::kAesCcm16_128_256);
  EXPECT_EQ(header.content_type, ContentType{60U});
  EXPECT_EQ(header.key_id, encode_key_id(key(3)->id()));
}

TEST_F(Encrypt0, LooksLikeThis) {
  auto with = key(4);
  ASSERT_TRUE(with);
  testing_support::OneNonce nonces{"89F52F65A1C580933B5261A78C"_hex};
  const auto sealed =
      seal_encrypt0(*with, nonces, kText, {.content_type = "a/b", .key_id = Bytes{std::byte{7}}});
  ASSERT_TRUE(sealed);
  // 16([h'a3010a0363612f62044107', {5: nonce}, 15 bytes])
  EXPECT_EQ(hex(*sealed).substr(0, 60),
            "d0834ba3010a0363612f62044107a1054d89f52f65a1c580933b5261a78c");
  EXPECT_EQ(sealed->size(), 31U + kText.size() + 8);
}

TEST_F(Encrypt0, NamesNoKeyIfToldSo) {
  const auto sealed = seal(3, {.key_id = Bytes{}});
  ASSERT_TRUE(sealed);
  const auto opened = open(5, *sealed);  // the same key in another slot
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->headers.key_id(), nullptr);
}

TEST_F(Encrypt0, OpensMessagesOfEverySizeUpToTheLimit) {
  auto with = key(3);
  ASSERT_TRUE(with);
  for (const std::size_t size : {0U, 1U, 700U, 726U, 727U, 65535U}) {
    const Bytes text(size, std::byte{0x5A});
    const auto sealed = seal_encrypt0(*with, chip_.nonces(), text);
    ASSERT_TRUE(sealed) << size;
    const auto opened = open_encrypt0(*with, *sealed);
    ASSERT_TRUE(opened) << size << ": " << opened.error().message;
    EXPECT_TRUE(std::ranges::equal(opened->plaintext.reveal(), text)) << size;
  }
  const Bytes text(65536);
  EXPECT_EQ(seal_encrypt0(*with, chip_.nonces(), text).error().reason, Reason::kTooLarge);
}

TEST_F(Encrypt0, TakesAssociatedDataUpToTheLimitOfTheChip) {
  // Enc_structure has, beside the data: 10 bytes ("Encrypt0"), 1 + 20 (header), 3 (head).
  const Bytes longest(65535 - 34), longer(65535 - 33);
  const auto sealed = seal(3, {.external_aad = longest});
  ASSERT_TRUE(sealed) << sealed.error().message;
  EXPECT_TRUE(open(3, *sealed, {.external_aad = longest}));
  EXPECT_EQ(seal(3, {.external_aad = longer}).error().reason, Reason::kTooLarge);
  EXPECT_EQ(open(3, *sealed, {.external_aad = longer}).error().reason, Reason::kTooLarge);
  const Bytes absurd(1U << 20);
  EXPECT_EQ(seal(3, {.external_aad = absurd}).error().reason, Reason::kTooLarge);
}

TEST_F(Encrypt0, HasNoAlgorithmForShortTags) {
  EXPECT_EQ(key(6).error().message,
            "slot 6: its key makes tags of 4 bytes; COSE has AES-CCM with tags of 8 and 16 bytes "
            "only");
  EXPECT_EQ(key(6).error().reason, Reason::kUnsupported);
}

TEST_F(Encrypt0, SaysWhatTheChipSays) {
  EXPECT_EQ(key(9).error().cause, Error{UsageError::kSlotHasNoSuchKey});
  EXPECT_EQ(key(200).error().cause, Error{Status::kEntryNotFound});
  const auto not_for_this = seal(7).error();
  EXPECT_EQ(not_for_this.reason, Reason::kDevice);
  EXPECT_EQ(not_for_this.cause, Error{Status::kWrongKeyUsage});
  auto with = key(3);
  host::NonceSequence not_started;
  EXPECT_EQ(seal_encrypt0(*with, not_started, kText).error().cause, Error{UsageError::kNotOpen});
}

TEST_F(Encrypt0, NamesTheRightKeyToWhoHasAnother) {
  const auto sealed = seal(3);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(refusal(5, *sealed),
            "wrong key: the message names the key in slot 3 of chip 000000000000000139, not the "
            "one in slot 5 of chip 000000000000000139");
  EXPECT_TRUE(open(5, *sealed, {.key_id = KeyIdRule::any()}));
}

TEST_F(Encrypt0, OpensWhatAnotherChipSealedWithTheSameKeyOnlyIfToldSo) {
  const auto info = wire::KeyInfo{wire::SlotNumber{3}, {.parameter = 16}};
  auto foreign = ChipKey::of(chip_.device(), info, "020000000000000139"_hex);
  ASSERT_TRUE(foreign);
  const auto sealed = seal_encrypt0(*foreign, chip_.nonces(), kText);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(open(3, *sealed).error().reason, Reason::kWrongKey);
  EXPECT_TRUE(open(3, *sealed, {.key_id = KeyIdRule::any()}));
}

TEST_F(Encrypt0, GoesByASharedNameOnAllChipsThatHaveTheKey) {
  const auto shared = testing_support::to_bytes("666C656574"_hex);
  const auto sealed = seal(3, {.key_id = shared});
  ASSERT_TRUE(sealed);
  EXPECT_TRUE(open(5, *sealed));
  EXPECT_TRUE(open(5, *sealed, {.key_id = KeyIdRule::exactly(shared)}));
  EXPECT_EQ(open(5, *sealed, {.key_id = KeyIdRule::exactly(kText)}).error().reason,
            Reason::kWrongKey);
}

TEST_F(Encrypt0, RefusesAnotherKeyTagSizeOrExternalData) {
  const auto sealed = seal(3, {.external_aad = kText});
  ASSERT_TRUE(sealed);
  EXPECT_EQ(open(3, *sealed).error().reason, Reason::kNotAuthentic);
  EXPECT_EQ(open(3, *sealed, {.external_aad = kKey}).error().reason, Reason::kNotAuthentic);
  EXPECT_EQ(refusal(4, *sealed, {.external_aad = kText, .key_id = KeyIdRule::any()}),
            "unfit key: the message is sealed with AES-CCM-16-128-256 (31), but the key in slot 4 "
            "is for AES-CCM-16-64-128 (10)");
}

TEST_F(Encrypt0, AddsProtectedParametersButNoneThatItWritesItself) {
  const OtherParameter ours{-70000, Bytes{std::byte{1}}};
  const auto sealed = seal(3, {.others = {ours}});
  ASSERT_TRUE(sealed);
  const auto opened = open(3, *sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->headers.protected_map.others, std::vector{ours});
  for (std::int64_t label = 1; label <= 6; ++label) {
    EXPECT_EQ(seal(3, {.others = {{label, ours.value}}}).error().reason, Reason::kInvalidRequest);
  }
  EXPECT_EQ(seal(3, {.others = {ours, ours}}).error().reason, Reason::kInvalidRequest);
}

// A message whose header, taken alone, is one of these. It is refused before the chip is asked.
TEST_F(Encrypt0, SaysWhatIsWrongWithAMessage) {
  struct Case {
    Bytes message;
    std::string refusal;
  };
  const auto m = [](const auto& bytes) { return testing_support::to_bytes(bytes); };
  const auto tail = "A1054D00000000000000000000000000 5000000000000000000000000000000000"_hex;
  for (const auto& [message, expected] : {
           Case{{}, "truncated: byte 0: ends where an item should be"},
           Case{m("D183"_hex),
                "unexpected structure: byte 0: tag 17 where 16 (COSE_Encrypt0) "
                "should be"},
           Case{m("D08443A1010A"_hex),
                "unexpected structure: byte 1: an array of 4 where COSE_Encrypt0 has 3 parts"},
           Case{m("D0A0"_hex), "unexpected structure: byte 1: map instead of array"},
           Case{join({"8344A101181F"_hex, "A0"_hex, "50000000000000000000000000000000 00"_hex}),
                "unexpected structure: header has no IV"},
           Case{join({"8340"_hex, tail}), "unexpected structure: header names no algorithm (alg)"},
           Case{join({"8343A10101"_hex, tail}),
                "unsupported: the message is sealed with algorithm 1, but the key in slot 3 is for "
                "AES-CCM-16-128-256 (31)"},
           Case{join({"8344A101181F"_hex, "A1054C000000000000000000000000"_hex,
                      "5000000000000000000000000000000000"_hex}),
                "unexpected structure: IV has 12 bytes where 13 should be"},
           Case{
               join({"8344A101181F"_hex, "A1064102"_hex, "5000000000000000000000000000000000"_hex}),
               "unsupported: header has a Partial IV, and no base IV is known"},
           Case{join({"8344A101181F"_hex, "A1054D00000000000000000000000000F6"_hex}),
                "unsupported: byte 22: the ciphertext is not in the message"},
           Case{join({"8344A101181F"_hex, "A1054D00000000000000000000000000"_hex,
                      "4F000000000000000000000000000000"_hex}),
                "unexpected structure: byte 22: ciphertext is shorter than its tag"},
           Case{join({"8344A101181F"_hex, tail, "00"_hex}),
                "unexpected structure: byte 39: bytes after the end"},
           Case{
               join({"8344A101181F"_hex, "A1054D000000000000000000000000005B7FFFFFFFFFFFFFFF"_hex}),
               "truncated: byte 22: ends within a byte string"},
       }) {
    EXPECT_EQ(refusal(3, message), expected) << hex(message);
  }
}

}  // namespace
}  // namespace stsafe::cose::encrypt0_test
