#include "stsafe/host/ccm_star_key.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host::ccm_star_key_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::SlotNumber kSlot{1};
constexpr auto kNonceBytes = "000102030405060708090A0B0C"_hex;
constexpr auto kPlaintext = "A1A2A3"_hex;
constexpr auto kCiphertext = "C1C2C3"_hex;
constexpr auto kTag = "D1D2D3D4"_hex;

class CcmStarKeyTest : public testing::Test {
 protected:
  /// A key with tags of 4 bytes.
  CcmStarKey key(wire::CounterPlacement counter = {}) {
    return {device_, {.slot = kSlot, .key = {.parameter = 4, .counter = counter}}};
  }
  Result<Nonce> encrypt(CcmStarKey key) {
    return key.encrypt_with(nonce_, {}, kPlaintext, ciphertext_, tag_);
  }
  Result<void> decrypt() { return key().decrypt(nonce_, {}, kCiphertext, kTag, plaintext_); }
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }

  ModelChip chip_;
  Device device_{chip_};
  Nonce nonce_ = *Nonce::chosen_by_caller(kNonceBytes);
  Fixed<3> ciphertext_ = "EEEEEE"_hex;
  Fixed<4> tag_ = "EEEEEEEE"_hex;
  Fixed<3> plaintext_ = "EEEEEE"_hex;
};

/// Shows where the host keeps its answers.
class WatchedTransport final : public link::Transport {
 public:
  explicit WatchedTransport(link::Transport& inner) : inner_(inner) {}
  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override {
    replies = reply;
    return inner_.exchange(request, reply, expected);
  }
  ByteView replies;

 private:
  link::Transport& inner_;
};

TEST_F(CcmStarKeyTest, OpensTheKeyOfItsSlot) {
  answer("02 00 01 01 00 000C 08 00"_hex);
  const auto key = CcmStarKey::open(device_, kSlot);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->tag_size(), 8U);
  EXPECT_FALSE(key->has_counter());
}

TEST_F(CcmStarKeyTest, OpensAKeyWithCounter) {
  answer("02 00 01 01 00 000C 04 89 00000102"_hex);
  const auto key = CcmStarKey::open(device_, kSlot);
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->has_counter());
}

TEST_F(CcmStarKeyTest, DoesNotOpenEmptySlotsAndOtherModes) {
  const std::array<Bytes, 6> tables{to_bytes("02 00 00"_hex),
                                    to_bytes("02 00 01 00 01 0003 02"_hex),
                                    to_bytes("02 00 01 00 02 000C"_hex),
                                    to_bytes("02 00 01 01 03 003C 10"_hex),
                                    to_bytes("02 00 01 02 04 0040"_hex),
                                    to_bytes("02 00 01 02 05 0003"_hex)};
  for (const auto& table : tables) {
    answer(table);
    EXPECT_TRUE(CcmStarKey::open(device_, kSlot).failed_with(UsageError::kSlotHasNoSuchKey))
        << hex(table);
  }
}

TEST_F(CcmStarKeyTest, DoesNotOpenASlotThatIsNotThere) {
  answer("01 00"_hex);
  EXPECT_TRUE(CcmStarKey::open(device_, kSlot).failed_with(Status::kEntryNotFound));
}

TEST_F(CcmStarKeyTest, EncryptsWithTheNonceOfItsCaller) {
  answer(join({kCiphertext, kTag, "00"_hex}));
  const auto used = encrypt(key());
  ASSERT_TRUE(used);
  EXPECT_EQ(*used, nonce_);
  EXPECT_EQ(ciphertext_, kCiphertext);
  EXPECT_EQ(tag_, kTag);
  EXPECT_EQ(hex(chip_.payloads.back()), "0201000102030405060708090a0b0c00000003a1a2a3");
}

TEST_F(CcmStarKeyTest, EncryptsWithTheNextNonceOfASequence) {
  testing_support::ScriptedRng rng{"A0A1A2A3A4A5A6A7A8"_hex};
  NonceSequence nonces;
  EXPECT_TRUE(
      key().encrypt(nonces, {}, kPlaintext, ciphertext_, tag_).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(chip_.log.empty());
  ASSERT_TRUE(nonces.start(rng));
  for (const auto* expected : {"a0a1a2a3a4a5a6a7a800000000", "a0a1a2a3a4a5a6a7a800000001"}) {
    answer(join({kCiphertext, kTag, "00"_hex}));
    const auto used = key().encrypt(nonces, {}, kPlaintext, ciphertext_, tag_);
    ASSERT_TRUE(used);
    EXPECT_EQ(hex(used->bytes()), expected);
  }
}

TEST_F(CcmStarKeyTest, EncryptsInPlace) {
  answer(join({kCiphertext, kTag, "00"_hex}));
  auto message = kPlaintext;
  ASSERT_TRUE(key().encrypt_with(nonce_, {}, message, message, tag_));
  EXPECT_EQ(message, kCiphertext);
}

TEST_F(CcmStarKeyTest, PutsTheCounterOfTheChipIntoTheNonce) {
  answer(join({kCiphertext, kTag, "01 DEADBEEF"_hex}));
  const auto used = encrypt(key(wire::CounterPlacement::at(9)));
  ASSERT_TRUE(used);
  EXPECT_EQ(hex(used->bytes()), "000102030405060708deadbeef");
  answer(join({kCiphertext, kTag, "01 DEADBEEF"_hex}));
  EXPECT_EQ(hex(encrypt(key(wire::CounterPlacement::at(0)))->bytes()),
            "deadbeef0405060708090a0b0c");
}

TEST_F(CcmStarKeyTest, RefusesACounterThatItDoesNotExpectAndTheOtherWayRound) {
  answer(join({kCiphertext, kTag, "01 DEADBEEF"_hex}));
  EXPECT_TRUE(encrypt(key()).failed_with(LinkError::kUnexpectedResponse));
  answer(join({kCiphertext, kTag, "00"_hex}));
  EXPECT_TRUE(
      encrypt(key(wire::CounterPlacement::at(9))).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_EQ(ciphertext_, "EEEEEE"_hex);
}

TEST_F(CcmStarKeyTest, RefusesSealedAnswersOfAnotherShape) {
  const auto sealed = join({kCiphertext, kTag, "00"_hex});
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    answer(ByteView{sealed}.first(size));
    EXPECT_TRUE(encrypt(key()).failed_with(LinkError::kTruncated)) << size;
  }
  answer(join({sealed, "00"_hex}));
  EXPECT_TRUE(encrypt(key()).failed_with(LinkError::kTrailingBytes));
  answer(join({kCiphertext, kTag, "02"_hex}));
  EXPECT_TRUE(encrypt(key()).failed_with(LinkError::kMalformedField));
  EXPECT_EQ(ciphertext_, "EEEEEE"_hex);
  EXPECT_EQ(tag_, "EEEEEEEE"_hex);
}

TEST_F(CcmStarKeyTest, RefusesBuffersOfAnotherSize) {
  Fixed<5> buffer{};
  const ByteSpan span{buffer};
  auto k = key();
  for (const std::size_t wrong : {0U, 2U, 4U}) {
    EXPECT_TRUE(k.encrypt_with(nonce_, {}, kPlaintext, span.first(wrong), tag_)
                    .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(k.decrypt(nonce_, {}, kCiphertext, kTag, span.first(wrong))
                    .failed_with(UsageError::kWrongSize));
  }
  for (const std::size_t wrong : {0U, 3U, 5U}) {
    EXPECT_TRUE(k.encrypt_with(nonce_, {}, kPlaintext, ciphertext_, span.first(wrong))
                    .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(k.decrypt(nonce_, {}, kCiphertext, span.first(wrong), plaintext_)
                    .failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(CcmStarKeyTest, Decrypts) {
  answer("01 A1 A2 A3"_hex);
  ASSERT_TRUE(decrypt());
  EXPECT_EQ(plaintext_, kPlaintext);
  EXPECT_EQ(hex(chip_.payloads.back()), "0201000102030405060708090a0b0c00000007c1c2c3d1d2d3d4");
}

TEST_F(CcmStarKeyTest, LeavesThePlaintextAloneWhenTheTagIsWrong) {
  const std::array<Bytes, 3> failures{to_bytes("00"_hex), to_bytes("00 000000"_hex),
                                      to_bytes("00 A1A2A3"_hex)};
  for (const auto& failure : failures) {
    answer(failure);
    EXPECT_TRUE(decrypt().failed_with(CryptoError::kNotAuthentic)) << hex(failure);
    EXPECT_EQ(plaintext_, "EEEEEE"_hex);
  }
}

// Also what did not verify may be most of a secret message.
TEST_F(CcmStarKeyTest, KeepsNothingOfADecryption) {
  WatchedTransport watched{chip_};
  Device device{watched};
  CcmStarKey key{device, {.slot = kSlot, .key = {.parameter = 4}}};
  for (const auto& opened : {"01 A1A2A3"_hex, "00 A1A2A3"_hex, "02 A1A2A3"_hex}) {
    answer(opened);
    const auto done = key.decrypt(nonce_, {}, kCiphertext, kTag, plaintext_);
    EXPECT_EQ(static_cast<bool>(done), opened[0] == std::byte{1});
    EXPECT_FALSE(watched.replies.empty());
    EXPECT_EQ(hex(watched.replies), std::string(2 * watched.replies.size(), '0'));
  }
}

TEST_F(CcmStarKeyTest, RefusesOpenedAnswersOfAnotherShape) {
  const std::array<Bytes, 4> answers{to_bytes("01"_hex), to_bytes("01 A1A2"_hex),
                                     to_bytes("01 A1A2A3A4"_hex), to_bytes("02 A1A2A3"_hex)};
  for (const auto& wrong : answers) {
    answer(wrong);
    EXPECT_TRUE(decrypt().failed_with(LinkError::kUnexpectedResponse)) << hex(wrong);
    EXPECT_EQ(plaintext_, "EEEEEE"_hex);
  }
  answer({});
  EXPECT_TRUE(decrypt().failed_with(LinkError::kTruncated));
}

TEST_F(CcmStarKeyTest, PassesOnWhatTheChipSays) {
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(encrypt(key()).failed_with(Status::kWrongKeyUsage));
  chip_.next({.status = Status::kKeyNotFound});
  EXPECT_TRUE(decrypt().failed_with(Status::kKeyNotFound));
}

// 752 bytes with CRC, of which 21 are not the message.
TEST_F(CcmStarKeyTest, RefusesMessagesThatDoNotFitAFrame) {
  Bytes message(732);
  auto k = key();
  EXPECT_TRUE(
      k.encrypt_with(nonce_, {}, message, message, tag_).failed_with(LinkError::kFrameTooLong));
  EXPECT_TRUE(chip_.log.empty());
  message.resize(730);
  answer(join({message, kTag, "00"_hex}));
  EXPECT_TRUE(k.encrypt_with(nonce_, {}, message, message, tag_));
}

TEST(CcmStarKeyInfo, RefusesOptionsThatDoNotFitTogether) {
  const auto refused = [](const CcmStarKeyOptions& options) {
    return ccm_star_key_info(kSlot, options).failed_with(UsageError::kInconsistentKey);
  };
  EXPECT_FALSE(refused({}));
  EXPECT_TRUE(refused({.type = wire::KeyType::kGenericSecret}));
  EXPECT_TRUE(refused({.usage = wire::kDerive}));
  EXPECT_TRUE(refused({.usage = wire::kEncrypt | wire::kGenerateMac}));
  EXPECT_TRUE(refused({.lock = static_cast<wire::Lock>(3)}));
  EXPECT_TRUE(refused({.counter = wire::CounterPlacement::at(10)}));
  EXPECT_FALSE(refused({.counter = wire::CounterPlacement::at(9)}));
}

}  // namespace
}  // namespace stsafe::host::ccm_star_key_test
