#include "stsafe/host/chunked_decryption.h"

#include <gtest/gtest.h>

#include "stsafe/host/chunked_encryption.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::chunked_decryption_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr std::uint16_t kStart = 0x1F14;
constexpr std::uint16_t kProcess = 0x1F15;
constexpr std::uint16_t kFinish = 0x1F16;
constexpr wire::SlotNumber kSlot{3};
constexpr auto kTag = "D1D2D3D4"_hex;
constexpr auto kUntouched = "EEEEEEEEEEEE"_hex;

class ChunkedDecryptionTest : public testing::Test {
 protected:
  /// Keys with tags of 4 bytes.
  CcmStarKey ccm() { return {device_, {.slot = kSlot, .key = {.parameter = 4}}}; }
  GcmKey gcm() { return {device_, {.slot = kSlot, .key = {.parameter = 4}}}; }

  Result<ChunkedDecryption> start(std::size_t size, ByteView associated_data = {}) {
    return ChunkedDecryption::start(ccm(), nonce_, associated_data, size, room_);
  }
  Result<ChunkedDecryption> start_gcm(ByteView associated_data = {}) {
    return ChunkedDecryption::start(gcm(), iv_, associated_data, room_);
  }
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }

  ModelChip chip_;
  Device device_{chip_};
  Nonce nonce_ = *Nonce::chosen_by_caller("000102030405060708090A0B0C"_hex);
  Iv iv_ = *Iv::chosen_by_caller("CAFEBABEFACEDBADDECAF888"_hex);
  Fixed<6> room_ = kUntouched;
};

// The layout of part 02, section 6.3; the size without the tag, in four bytes (T-2, T-17).
TEST_F(ChunkedDecryptionTest, OfCcmStarStartsWithItsSizes) {
  ASSERT_TRUE(start(0x1234, "AAAAAA"_hex));
  EXPECT_EQ(hex(chip_.payloads.back()),
            "03000d000102030405060708090a0b0c0003000012340003aaaaaa0000");
}

// Section 6.5.
TEST_F(ChunkedDecryptionTest, OfGcmStartsWithoutSizes) {
  ASSERT_TRUE(start_gcm("AAAAAA"_hex));
  EXPECT_EQ(hex(chip_.payloads.back()), "03000ccafebabefacedbaddecaf8880003aaaaaa0000");
}

// T-14: the last ciphertext's length does not count the tag.
TEST_F(ChunkedDecryptionTest, GathersThePlaintextUntilTheTagIsVerified) {
  auto message = start(5);
  ASSERT_TRUE(message);
  answer("A1A2"_hex);
  ASSERT_TRUE(message->update("C1C2"_hex));
  EXPECT_EQ(hex(chip_.payloads.back()), "00000002c1c2");
  answer("01 A3A4A5"_hex);
  const auto plaintext = message->finish("C3C4C5"_hex, kTag);
  ASSERT_TRUE(plaintext);
  EXPECT_EQ(hex(*plaintext), "a1a2a3a4a5");
  EXPECT_EQ(plaintext->data(), room_.data());
  EXPECT_EQ(hex(chip_.payloads.back()), "00000003c3c4c5d1d2d3d4");
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kStart, kProcess, kFinish}));
}

TEST_F(ChunkedDecryptionTest, LeavesVerifiedPlaintextToItsCaller) {
  {
    auto message = start_gcm();
    ASSERT_TRUE(message);
    answer("A1A2"_hex);
    ASSERT_TRUE(message->update("C1C2"_hex));
    answer("01"_hex);
    ASSERT_TRUE(message->finish(kTag));
    EXPECT_TRUE(message->update("C3"_hex).failed_with(UsageError::kNotOpen));
  }
  EXPECT_EQ(hex(room_), "a1a2eeeeeeee");
}

TEST_F(ChunkedDecryptionTest, WipesWhatItWroteWhenTheTagIsWrong) {
  // T-4: a failure may come alone, with zeros, or with anything.
  const std::array<Bytes, 3> failures{to_bytes("00"_hex), to_bytes("00 0000"_hex),
                                      to_bytes("00 A3A4"_hex)};
  for (const auto& failure : failures) {
    room_ = kUntouched;
    auto message = start(4);
    ASSERT_TRUE(message);
    answer("A1A2"_hex);
    ASSERT_TRUE(message->update("C1C2"_hex));
    answer(failure);
    EXPECT_TRUE(message->finish("C3C4"_hex, kTag).failed_with(CryptoError::kNotAuthentic));
    EXPECT_EQ(hex(room_), "00000000eeee");
    EXPECT_TRUE(message->finish("C3C4"_hex, kTag).failed_with(UsageError::kNotOpen));
    EXPECT_TRUE(message->take_unverified().empty());
  }
}

TEST_F(ChunkedDecryptionTest, WipesWhatItWroteAfterAnyOtherError) {
  for (const auto wanted : {kProcess, kFinish}) {
    room_ = kUntouched;
    auto message = start(4);
    ASSERT_TRUE(message);
    answer("A1A2"_hex);
    ASSERT_TRUE(message->update("C1C2"_hex));
    const auto before = chip_.log.size();
    chip_.next({.lost_answer = LinkError::kNoAnswer});
    const auto why = wanted == kProcess ? message->update("C3C4"_hex).error()
                                        : message->finish("C3C4"_hex, kTag).error();
    EXPECT_EQ(why, LinkError::kNoAnswer);
    EXPECT_EQ(chip_.log.size(), before + 1);
    EXPECT_EQ(hex(ByteView{room_}.first(2)), "0000");
    EXPECT_TRUE(message->update("C3"_hex).failed_with(UsageError::kNotOpen));
  }
}

TEST_F(ChunkedDecryptionTest, WipesWhatItWroteWhenItIsNeverFinished) {
  {
    auto message = start(4);
    ASSERT_TRUE(message);
    answer("A1A2"_hex);
    ASSERT_TRUE(message->update("C1C2"_hex));
    EXPECT_EQ(hex(room_), "a1a2eeeeeeee");
  }
  EXPECT_EQ(hex(room_), "0000eeeeeeee");
}

TEST_F(ChunkedDecryptionTest, GivesOutPlaintextUnverifiedIfAskedTo) {
  auto message = start(8);
  ASSERT_TRUE(message);
  answer("A1A2A3A4A5"_hex);
  ASSERT_TRUE(message->update("C1C2C3C4C5"_hex));
  EXPECT_TRUE(message->update("C6C7"_hex).failed_with(UsageError::kWrongSize));
  EXPECT_EQ(hex(message->take_unverified()), "a1a2a3a4a5");
  EXPECT_TRUE(message->take_unverified().empty());
  answer("A6A7"_hex);
  ASSERT_TRUE(message->update("C6C7"_hex));
  answer("01 A8"_hex);
  const auto rest = message->finish("C8"_hex, kTag);
  ASSERT_TRUE(rest);
  EXPECT_EQ(hex(*rest), "a6a7a8");
}

TEST_F(ChunkedDecryptionTest, WipesWhatWasGivenOutToo) {
  auto message = start(6);
  ASSERT_TRUE(message);
  answer("A1A2A3A4A5"_hex);
  ASSERT_TRUE(message->update("C1C2C3C4C5"_hex));
  message->take_unverified();
  answer("00"_hex);
  EXPECT_TRUE(message->finish("C6"_hex, kTag).failed_with(CryptoError::kNotAuthentic));
  EXPECT_EQ(hex(room_), "0000000000ee");
}

TEST_F(ChunkedDecryptionTest, DecryptsInPlace) {
  room_ = "C1C2C3C4C5C6"_hex;
  auto message = start(6);
  ASSERT_TRUE(message);
  answer("A1A2A3"_hex);
  ASSERT_TRUE(message->update(ByteView{room_}.first(3)));
  answer("01 A4A5A6"_hex);
  const auto plaintext = message->finish(ByteView{room_}.last(3), kTag);
  ASSERT_TRUE(plaintext);
  EXPECT_EQ(hex(chip_.payloads.back()), "00000003c4c5c6d1d2d3d4");
  EXPECT_EQ(hex(room_), "a1a2a3a4a5a6");
}

// 752 bytes with checksum in each frame (T-20).
TEST_F(ChunkedDecryptionTest, FillsItsFramesAndLosesNothing) {
  Bytes text(1489);
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<std::byte>(i % 251);
  const Bytes data(737 + 744 + 1);
  for (const std::size_t size : {0U, 0U, 0U, 744U, 5U}) chip_.next({.payload = Bytes(size)});
  answer(join({"01"_hex, Bytes(740)}));
  Bytes room(text.size());
  auto message = ChunkedDecryption::start(gcm(), *Iv::chosen_by_caller("00010203"_hex), data, room);
  ASSERT_TRUE(message);
  ASSERT_TRUE(message->finish(text, kTag));
  std::vector<std::size_t> sizes;
  for (const auto& payload : chip_.payloads) sizes.push_back(payload.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{748, 748, 4 + 1, 748, 4 + 5, 748}));
  Bytes sent;
  for (std::size_t i = 3; i < 6; ++i) {
    const auto& payload = chip_.payloads[i];
    sent.insert(sent.end(), payload.begin() + 4, payload.end() - (i == 5 ? 4 : 0));
  }
  EXPECT_EQ(sent, text);
}

TEST_F(ChunkedDecryptionTest, RefusesWhatCcmStarCannotCount) {
  const Bytes data(65536);
  EXPECT_TRUE(start(65536).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(start(1, data).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(ChunkedDecryption::start({device_, {.slot = kSlot}}, nonce_, {}, 0, room_)
                  .failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(ChunkedDecryptionTest, RefusesWrongSizesAndGoesOn) {
  auto message = start(5);
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->update("C1C2C3C4C5C6"_hex).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(message->finish("C1C2C3C4"_hex, kTag).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(message->finish("C1C2C3C4C5C6"_hex, kTag).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(message->finish("C1C2C3C4C5"_hex, "D1D2D3"_hex).failed_with(UsageError::kWrongSize));
  EXPECT_EQ(chip_.log.size(), 1U);
  answer("01 A1A2A3A4A5"_hex);
  EXPECT_TRUE(message->finish("C1C2C3C4C5"_hex, kTag));

  auto gcm = start_gcm();
  ASSERT_TRUE(gcm);
  EXPECT_TRUE(gcm->update("C1C2C3C4C5C6C7"_hex).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(gcm->finish("C1C2C3C4C5C6C7"_hex, kTag).failed_with(UsageError::kWrongSize));
  answer("01"_hex);
  EXPECT_TRUE(gcm->finish(kTag));
}

TEST_F(ChunkedDecryptionTest, RefusesAnswersOfAnotherShape) {
  answer("A1"_hex);
  EXPECT_TRUE(start(1).failed_with(LinkError::kUnexpectedResponse));
  answer("A1"_hex);
  EXPECT_TRUE(start_gcm().failed_with(LinkError::kUnexpectedResponse));
  for (const std::size_t wrong : {0U, 1U, 3U}) {
    auto message = start(2);
    ASSERT_TRUE(message);
    answer(Bytes(wrong));
    EXPECT_TRUE(message->update("C1C2"_hex).failed_with(LinkError::kUnexpectedResponse));
  }
  const std::array<Bytes, 4> answers{to_bytes("01"_hex), to_bytes("01 A1"_hex),
                                     to_bytes("01 A1A2A3"_hex), to_bytes("02 A1A2"_hex)};
  for (const auto& wrong : answers) {
    auto message = start(2);
    ASSERT_TRUE(message);
    answer(wrong);
    EXPECT_TRUE(message->finish("C1C2"_hex, kTag).failed_with(LinkError::kUnexpectedResponse));
    EXPECT_EQ(hex(ByteView{room_}.first(2)), "0000");
    room_ = kUntouched;
  }
}

TEST_F(ChunkedDecryptionTest, IsOverWhenAnotherMessageIsStartedInEitherDirection) {
  auto first = start(1);
  auto second = start(1);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->update("C1"_hex).failed_with(UsageError::kNotOpen));
  answer("00"_hex);
  ASSERT_TRUE(ChunkedEncryption::start_with(ccm(), nonce_, {}, 1));
  EXPECT_TRUE(second->finish("C1"_hex, kTag).failed_with(UsageError::kNotOpen));
}

TEST_F(ChunkedDecryptionTest, TakesItsRoomAlongWhenItIsMoved) {
  {
    auto first = start(3);
    ASSERT_TRUE(first);
    answer("A1"_hex);
    ASSERT_TRUE(first->update("C1"_hex));
    ChunkedDecryption second{std::move(*first)};
    EXPECT_TRUE(first->update("C2"_hex).failed_with(UsageError::kNotOpen));
    EXPECT_TRUE(first->take_unverified().empty());
    answer("01 A2A3"_hex);
    EXPECT_EQ(hex(*second.finish("C2C3"_hex, kTag)), "a1a2a3");
  }
  EXPECT_EQ(hex(room_), "a1a2a3eeeeee");
}

TEST_F(ChunkedDecryptionTest, PassesOnWhatTheChipSays) {
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(start(1).failed_with(Status::kWrongKeyUsage));
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(start_gcm().failed_with(Status::kWrongKeyUsage));
  EXPECT_EQ(room_, kUntouched);
}

}  // namespace
}  // namespace stsafe::host::chunked_decryption_test
