#include "stsafe/host/sealed_message.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host::sealed_message_test {
namespace {

using testing_support::Bytes;
using testing_support::join;
using testing_support::ModelChip;

using Log = std::vector<std::uint16_t>;
constexpr wire::SlotNumber kSlot{3};

class SealedMessageTest : public testing::Test {
 protected:
  SealedMessageTest() {
    testing_support::ScriptedRng rng{Bytes(9)};
    testing_support::ScriptedRng other{Bytes(9)};
    EXPECT_TRUE(nonces_.start(rng));
    EXPECT_TRUE(ivs_.start(other));
  }
  /// The chip answers as many bytes as each of these, the first of which is `first`.
  void answers(std::initializer_list<std::size_t> sizes, std::byte first = {}) {
    for (const auto size : sizes) {
      Bytes payload(size);
      if (size > 0) payload[0] = first;
      chip_.next({.payload = payload});
    }
  }
  Result<Nonce> encrypt(std::size_t size) {
    Bytes text(size);
    return encrypt_message(ccm_, nonces_, {}, text, text, tag_);
  }
  Result<Iv> encrypt_gcm(std::size_t size) {
    Bytes text(size);
    return encrypt_message(gcm_, ivs_, {}, text, text, tag_);
  }
  Result<void> decrypt(std::size_t size) {
    Bytes text(size);
    return decrypt_message(ccm_, nonce_, {}, text, tag_, text);
  }
  Result<void> decrypt_gcm(std::size_t size) {
    Bytes text(size);
    return decrypt_message(gcm_, iv_, {}, text, tag_, text);
  }

  ModelChip chip_;
  Device device_{chip_};
  CcmStarKey ccm_{device_, {.slot = kSlot, .key = {.parameter = 16}}};
  GcmKey gcm_{device_, {.slot = kSlot, .key = {.parameter = 16}}};
  NonceSequence nonces_;
  IvSequence ivs_;
  Nonce nonce_ = *Nonce::chosen_by_caller(Fixed<13>{});
  Iv iv_ = *Iv::chosen_by_caller(Fixed<12>{});
  Fixed<16> tag_{};
};

// 752 bytes in each frame: 22 (CCM*) or 23 (GCM) beside the message, for decryption the tag, too;
// in the answer 5, the tag and the counter's five bytes.
TEST_F(SealedMessageTest, IsOneCommandAsLongAsItFits) {
  answers({726 + 16 + 1});
  EXPECT_TRUE(encrypt(726));
  answers({729 + 16});
  EXPECT_TRUE(encrypt_gcm(729));
  answers({714 + 1, 713 + 1}, std::byte{1});
  EXPECT_TRUE(decrypt(714));
  EXPECT_TRUE(decrypt_gcm(713));
  EXPECT_EQ(chip_.log, (Log{0x1B, 0x1B, 0x1C, 0x1C}));
}

TEST_F(SealedMessageTest, IsChunksIfItIsLonger) {
  answers({1, 727 + 16});
  EXPECT_TRUE(encrypt(727));
  answers({0, 730 + 16});
  EXPECT_TRUE(encrypt_gcm(730));
  answers({0, 715 + 1}, std::byte{1});
  EXPECT_TRUE(decrypt(715));
  answers({0, 714 + 1}, std::byte{1});
  EXPECT_TRUE(decrypt_gcm(714));
  EXPECT_EQ(chip_.log, (Log{0x1F11, 0x1F13, 0x1F11, 0x1F13, 0x1F14, 0x1F16, 0x1F14, 0x1F16}));
}

TEST_F(SealedMessageTest, IsZeroWhereItsTagIsWrong) {
  Bytes text(800, std::byte{0xC5});
  answers({0, 800 - 728}, std::byte{0xA1});
  answers({728 + 1});
  EXPECT_TRUE(
      decrypt_message(ccm_, nonce_, {}, text, tag_, text).failed_with(CryptoError::kNotAuthentic));
  EXPECT_EQ(text, Bytes(800));
}

TEST_F(SealedMessageTest, IsRefusedForWrongSizesWithoutSendingAnything) {
  Bytes text(800);
  const auto shorter = ByteSpan{text}.first(799);
  const auto short_tag = ByteSpan{tag_}.first(15);
  constexpr auto kWrong = UsageError::kWrongSize;
  EXPECT_TRUE(encrypt_message(ccm_, nonces_, {}, text, shorter, tag_).failed_with(kWrong));
  EXPECT_TRUE(encrypt_message(ccm_, nonces_, {}, text, text, short_tag).failed_with(kWrong));
  EXPECT_TRUE(encrypt_message(gcm_, ivs_, {}, text, shorter, tag_).failed_with(kWrong));
  EXPECT_TRUE(encrypt_message(gcm_, ivs_, {}, text, text, short_tag).failed_with(kWrong));
  EXPECT_TRUE(decrypt_message(ccm_, nonce_, {}, text, tag_, shorter).failed_with(kWrong));
  EXPECT_TRUE(decrypt_message(ccm_, nonce_, {}, text, short_tag, text).failed_with(kWrong));
  EXPECT_TRUE(decrypt_message(gcm_, iv_, {}, text, tag_, shorter).failed_with(kWrong));
  EXPECT_TRUE(decrypt_message(gcm_, iv_, {}, text, short_tag, text).failed_with(kWrong));
  EXPECT_TRUE(encrypt(65536).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(decrypt(65536).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(chip_.log.empty());
}

}  // namespace
}  // namespace stsafe::host::sealed_message_test
