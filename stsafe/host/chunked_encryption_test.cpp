#include "stsafe/host/chunked_encryption.h"

#include <gtest/gtest.h>

#include "stsafe/host/host_session.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::chunked_encryption_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr std::uint16_t kStart = 0x1F11;
constexpr std::uint16_t kProcess = 0x1F12;
constexpr std::uint16_t kFinish = 0x1F13;
constexpr wire::SlotNumber kSlot{3};
constexpr auto kTag = "D1D2D3D4"_hex;

class ChunkedEncryptionTest : public testing::Test {
 protected:
  ChunkedEncryptionTest() { chip_.always(wire::Opcode{kStart}, {.payload = {std::byte{0}}}); }

  /// Keys with tags of 4 bytes.
  CcmStarKey ccm(wire::CounterPlacement counter = {}) {
    return {device_, {.slot = kSlot, .key = {.parameter = 4, .counter = counter}}};
  }
  GcmKey gcm() { return {device_, {.slot = kSlot, .key = {.parameter = 4}}}; }

  Result<ChunkedEncryption> start(std::size_t size, ByteView associated_data = {}) {
    return ChunkedEncryption::start_with(ccm(), nonce_, associated_data, size);
  }
  Result<ChunkedEncryption> start_gcm(ByteView associated_data = {}) {
    chip_.next({});
    return ChunkedEncryption::start_with(gcm(), iv_, associated_data);
  }
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }

  ModelChip chip_;
  Device device_{chip_};
  Nonce nonce_ = *Nonce::chosen_by_caller("000102030405060708090A0B0C"_hex);
  Iv iv_ = *Iv::chosen_by_caller("CAFEBABEFACEDBADDECAF888"_hex);
  Fixed<4> tag_ = "EEEEEEEE"_hex;
};

// The layout of part 02, section 6.3.
TEST_F(ChunkedEncryptionTest, OfCcmStarStartsWithItsSizes) {
  const auto message = start(0x1234, "AAAAAA"_hex);
  ASSERT_TRUE(message);
  EXPECT_EQ(hex(chip_.payloads.back()),
            "03000d000102030405060708090a0b0c0003000012340003aaaaaa0000");
  EXPECT_EQ(hex(message->nonce()), hex(nonce_.bytes()));
}

// Section 6.5.
TEST_F(ChunkedEncryptionTest, OfGcmStartsWithoutSizes) {
  const auto message = start_gcm("AAAAAA"_hex);
  ASSERT_TRUE(message);
  EXPECT_EQ(hex(chip_.payloads.back()), "03000ccafebabefacedbaddecaf8880003aaaaaa0000");
  EXPECT_EQ(hex(message->nonce()), hex(iv_.bytes()));
}

TEST_F(ChunkedEncryptionTest, TakesThePiecesAndTheLastOne) {
  auto message = start(5);
  ASSERT_TRUE(message);
  answer("C1C2"_hex);
  auto piece = "B1B2"_hex;
  ASSERT_TRUE(message->update(piece, piece));
  EXPECT_EQ(hex(piece), "c1c2");
  EXPECT_EQ(hex(chip_.payloads.back()), "00000002b1b2");
  answer(join({"C3C4C5"_hex, kTag}));
  auto last = "B3B4B5"_hex;
  ASSERT_TRUE(message->finish(last, last, tag_));
  EXPECT_EQ(hex(last), "c3c4c5");
  EXPECT_EQ(tag_, kTag);
  EXPECT_EQ(hex(chip_.payloads.back()), "00000003b3b4b5");
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kStart, kProcess, kFinish}));
}

TEST_F(ChunkedEncryptionTest, OfGcmEndsWhereItIsFinished) {
  auto message = start_gcm();
  ASSERT_TRUE(message);
  answer("C1"_hex);
  Fixed<1> piece{};
  ASSERT_TRUE(message->update(piece, piece));
  answer(kTag);
  ASSERT_TRUE(message->finish(tag_));
  EXPECT_EQ(tag_, kTag);
  EXPECT_EQ(hex(chip_.payloads.back()), "00000000");
}

TEST_F(ChunkedEncryptionTest, TakesTheNextNonceOfASequence) {
  testing_support::ScriptedRng rng{"A0A1A2A3A4A5A6A7A8 B0B1B2B3B4B5B6B7B8"_hex};
  NonceSequence nonces;
  IvSequence ivs;
  EXPECT_TRUE(ChunkedEncryption::start(ccm(), nonces, {}, 1).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(ChunkedEncryption::start(gcm(), ivs, {}).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(chip_.log.empty());
  ASSERT_TRUE(nonces.start(rng));
  ASSERT_TRUE(ivs.start(rng));
  EXPECT_EQ(hex(ChunkedEncryption::start(ccm(), nonces, {}, 1)->nonce()),
            "a0a1a2a3a4a5a6a7a800000000");
  EXPECT_EQ(hex(ChunkedEncryption::start(ccm(), nonces, {}, 1)->nonce()),
            "a0a1a2a3a4a5a6a7a800000001");
  chip_.next({});
  EXPECT_EQ(hex(ChunkedEncryption::start(gcm(), ivs, {})->nonce()), "b1b2b3b4b5b6b7b800000000");
}

TEST_F(ChunkedEncryptionTest, PutsTheCounterOfTheChipIntoTheNonce) {
  answer("01 DEADBEEF"_hex);
  const auto message =
      ChunkedEncryption::start_with(ccm(wire::CounterPlacement::at(9)), nonce_, {}, 1);
  ASSERT_TRUE(message);
  EXPECT_EQ(hex(message->nonce()), "000102030405060708deadbeef");
}

// T-3: four bytes behind "no counter" mean nothing.
TEST_F(ChunkedEncryptionTest, WantsACounterWhereTheKeyHasOneAndOnlyThere) {
  answer("00 00000000"_hex);
  EXPECT_TRUE(start(1));
  answer("01 DEADBEEF"_hex);
  EXPECT_TRUE(start(1).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_TRUE(ChunkedEncryption::start_with(ccm(wire::CounterPlacement::at(0)), nonce_, {}, 1)
                  .failed_with(LinkError::kUnexpectedResponse));
  answer("02"_hex);
  EXPECT_TRUE(start(1).failed_with(LinkError::kMalformedField));
  answer("C1"_hex);
  EXPECT_TRUE(
      ChunkedEncryption::start_with(gcm(), iv_, {}).failed_with(LinkError::kUnexpectedResponse));
}

/// What the chip was given, put together again: skips the first frame's fields and all lengths.
std::pair<Bytes, Bytes> gathered(const std::vector<Bytes>& payloads, std::size_t start_fields) {
  std::pair<Bytes, Bytes> all;
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    wire::Reader r{payloads[i]};
    if (i == 0) r.take_bytes(start_fields);
    for (auto* part : {&all.first, &all.second}) {
      const auto bytes = r.take_bytes(r.take<std::uint16_t>());
      part->insert(part->end(), bytes.begin(), bytes.end());
    }
    EXPECT_TRUE(r.finish());
  }
  return all;
}

Bytes counted_bytes(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i % 251);
  return bytes;
}

// 752 bytes with checksum in each frame (T-20).
TEST_F(ChunkedEncryptionTest, FillsItsFramesAndLosesNothing) {
  const auto data = counted_bytes(1500);
  const auto text = counted_bytes(1491);
  chip_.next({.payload = {std::byte{0}}});
  chip_.next({});
  chip_.next({});
  chip_.next({.payload = Bytes(744)});
  chip_.next({.payload = Bytes(4)});
  chip_.next({.payload = Bytes(743 + 4)});
  auto message = start(text.size(), data);
  ASSERT_TRUE(message);
  Bytes out(text.size());
  ASSERT_TRUE(message->finish(text, out, tag_));
  std::vector<std::size_t> sizes;
  for (const auto& payload : chip_.payloads) sizes.push_back(payload.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{748, 748, 4 + 34, 748, 4 + 4, 4 + 743}));
  EXPECT_EQ(gathered(chip_.payloads, 22), std::pair(data, text));
}

TEST_F(ChunkedEncryptionTest, FitsItsFramesUnderEncryption) {
  testing_support::ScriptedRng no_random;
  crypto_openssl::OpensslCrypto crypto{no_random};
  HostSession session{device_, crypto.aes(), crypto.cmac()};
  chip_.encrypt_command = chip_.encrypt_response = true;
  chip_.always(wire::Opcode{0x1411}, {.payload = to_bytes("01 03 00 60 01"_hex)});
  chip_.always(wire::Opcode{0x1424},
               {.payload = to_bytes("00 03  1F11 01 03  1F12 01 03  1F13 01 03"_hex)});
  ASSERT_TRUE(device_.initialise());
  ASSERT_TRUE(session.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
  chip_.payloads.clear();

  // 735 bytes is what an encrypted frame holds (part 01, section 1.7).
  const auto text = counted_bytes(731 + 1);
  answer("00"_hex);
  answer(Bytes(1));
  answer(Bytes(731 + 4));
  auto message = start(text.size());
  ASSERT_TRUE(message);
  Bytes out(text.size());
  ASSERT_TRUE(message->finish(text, out, tag_));
  EXPECT_EQ(chip_.payloads.back().size(), 735U);
  EXPECT_EQ(gathered(chip_.payloads, 22).second, text);
}

TEST_F(ChunkedEncryptionTest, RefusesWhatCcmStarCannotCount) {
  const Bytes data(65536);
  EXPECT_TRUE(start(65536).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(start(1, data).failed_with(UsageError::kOutOfRange));
  const CcmStarKey without_tag{device_, {.slot = kSlot}};
  EXPECT_TRUE(ChunkedEncryption::start_with(without_tag, nonce_, {}, 0)
                  .failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(chip_.log.empty());
  EXPECT_TRUE(start(65535));
  EXPECT_TRUE(start(0));
}

TEST_F(ChunkedEncryptionTest, RefusesWrongSizesAndGoesOn) {
  auto message = start(3);
  ASSERT_TRUE(message);
  Fixed<5> buffer{};
  const ByteSpan span{buffer};
  for (const std::size_t wrong : {1U, 3U}) {
    EXPECT_TRUE(
        message->update(span.first(2), span.first(wrong)).failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(message->finish(span.first(3), span.first(wrong + 1), tag_)
                    .failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(message->update(span.first(4), span.first(4)).failed_with(UsageError::kWrongSize));
  for (const std::size_t wrong : {0U, 2U, 4U}) {
    EXPECT_TRUE(message->finish(span.first(wrong), span.first(wrong), tag_)
                    .failed_with(UsageError::kWrongSize));
  }
  for (const std::size_t wrong : {0U, 3U, 5U}) {
    EXPECT_TRUE(message->finish(span.first(3), span.first(3), span.first(wrong))
                    .failed_with(UsageError::kWrongSize));
  }
  EXPECT_EQ(chip_.log.size(), 1U);
  answer(join({"C1C2C3"_hex, kTag}));
  EXPECT_TRUE(message->finish(span.first(3), span.first(3), tag_));
}

TEST_F(ChunkedEncryptionTest, IsOverWhenItIsFinished) {
  auto message = start(0);
  ASSERT_TRUE(message);
  answer(kTag);
  ASSERT_TRUE(message->finish(tag_));
  EXPECT_TRUE(message->update({}, {}).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(message->finish(tag_).failed_with(UsageError::kNotOpen));
  EXPECT_EQ(chip_.log.size(), 2U);
}

TEST_F(ChunkedEncryptionTest, IsOverAfterAnErrorAndNotSentAgain) {
  for (const auto wanted : {kProcess, kFinish}) {
    auto message = start(1);
    ASSERT_TRUE(message);
    const auto before = chip_.log.size();
    Fixed<1> piece{};
    chip_.next({.lost_answer = LinkError::kNoAnswer});
    const auto sent =
        wanted == kProcess ? message->update(piece, piece) : message->finish(piece, piece, tag_);
    EXPECT_TRUE(sent.failed_with(LinkError::kNoAnswer));
    EXPECT_TRUE(message->update({}, {}).failed_with(UsageError::kNotOpen));
    EXPECT_TRUE(message->finish(piece, piece, tag_).failed_with(UsageError::kNotOpen));
    EXPECT_EQ(chip_.log.size(), before + 1);
  }
}

TEST_F(ChunkedEncryptionTest, RefusesAnswersOfAnotherSize) {
  for (const std::size_t wrong : {0U, 1U, 3U}) {
    auto message = start(2);
    ASSERT_TRUE(message);
    auto piece = "B1B2"_hex;
    answer(Bytes(wrong));
    EXPECT_TRUE(message->update(piece, piece).failed_with(LinkError::kUnexpectedResponse));
    EXPECT_TRUE(message->update({}, {}).failed_with(UsageError::kNotOpen));
    EXPECT_EQ(hex(piece), "b1b2");
  }
  for (const std::size_t wrong : {0U, 5U, 7U}) {
    auto message = start(2);
    ASSERT_TRUE(message);
    Fixed<2> piece{};
    answer(Bytes(wrong));
    EXPECT_TRUE(message->finish(piece, piece, tag_).failed_with(LinkError::kUnexpectedResponse));
    EXPECT_EQ(tag_, "EEEEEEEE"_hex);
  }
}

// The chip would put this message's bytes into the other one.
TEST_F(ChunkedEncryptionTest, IsOverWhenAnotherMessageIsStarted) {
  auto first = start(2);
  ASSERT_TRUE(first);
  chip_.next({.status = Status::kKeyNotFound});
  EXPECT_FALSE(ChunkedEncryption::start_with(gcm(), iv_, {}));
  Fixed<2> piece{};
  EXPECT_TRUE(first->update(piece, piece).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(first->finish(piece, piece, tag_).failed_with(UsageError::kNotOpen));
  EXPECT_EQ(chip_.log.size(), 2U);
}

TEST_F(ChunkedEncryptionTest, GoesOnWhereItIsMovedTo) {
  auto first = start(1);
  ASSERT_TRUE(first);
  ChunkedEncryption second{std::move(*first)};
  EXPECT_TRUE(first->update({}, {}).failed_with(UsageError::kNotOpen));
  Fixed<1> piece{};
  answer("C1"_hex);
  EXPECT_TRUE(second.update(piece, piece));
}

TEST_F(ChunkedEncryptionTest, PassesOnWhatTheChipSays) {
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(start(1).failed_with(Status::kWrongKeyUsage));
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(ChunkedEncryption::start_with(gcm(), iv_, {}).failed_with(Status::kWrongKeyUsage));
}

}  // namespace
}  // namespace stsafe::host::chunked_encryption_test
