#include "stsafe/host/hash.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host::hash_test {
namespace {

using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr std::uint16_t kStart = 0x1F00;
constexpr std::uint16_t kProcess = 0x1F01;
constexpr std::uint16_t kFinish = 0x1F02;
constexpr auto kDigest = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"_hex;

class HashTest : public testing::Test {
 protected:
  HashTest() { chip_.always(wire::Opcode{kFinish}, {.payload = join({"0020"_hex, kDigest})}); }
  Result<void> hash_of(ByteView message) {
    return hash(device_, HashAlgorithm::kSha256, message, digest_);
  }

  ModelChip chip_;
  Device device_{chip_};
  Fixed<32> digest_{};
};

TEST_F(HashTest, IsStartedWithTheMessageAndFinished) {
  ASSERT_TRUE(hash_of("616263"_hex));
  EXPECT_EQ(digest_, kDigest);
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kStart, kFinish}));
  EXPECT_EQ(hex(chip_.payloads[0]), "0009608648016503040201616263");
  EXPECT_TRUE(chip_.payloads[1].empty());
}

// T-22
TEST_F(HashTest, OfAnEmptyMessageIsStartedWithTheIdentifierAlone) {
  ASSERT_TRUE(hash_of({}));
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kStart, kFinish}));
  EXPECT_EQ(hex(chip_.payloads[0]), "0009608648016503040201");
  chip_.always(wire::Opcode{kStart}, {.status = Status::kInconsistentCommandData});
  EXPECT_TRUE(hash_of({}).failed_with(Status::kInconsistentCommandData));
}

TEST_F(HashTest, CutsALongMessageAndLosesNothing) {
  testing_support::Bytes message(2000);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::byte>(i);
  ASSERT_TRUE(hash_of(message));
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kStart, kProcess, kProcess, kFinish}));
  testing_support::Bytes arrived;
  for (const auto& payload : chip_.payloads) {
    const auto from = arrived.empty() && &payload == &chip_.payloads.front() ? 11 : 0;
    arrived.insert(arrived.end(), payload.begin() + from, payload.end());
  }
  EXPECT_EQ(hex(arrived), hex(message));
}

TEST_F(HashTest, FitsTheFrameAlsoUnderEncryption) {
  // Part 01, section 1.7: 16 × 46 bytes of ciphertext, header, C-MAC and checksum are 744 bytes.
  ASSERT_TRUE(hash_of(Fixed<2000>{}));
  for (const auto& payload : chip_.payloads) EXPECT_LE(payload.size(), 735U);
}

TEST_F(HashTest, TakesPiecesOfAnySize) {
  Hash running{device_};
  running.start(HashAlgorithm::kSha256);
  ASSERT_TRUE(running.update({}));
  EXPECT_TRUE(chip_.log.empty());
  ASSERT_TRUE(running.update("61"_hex));
  ASSERT_TRUE(running.update({}));
  ASSERT_TRUE(running.update("6263"_hex));
  ASSERT_TRUE(running.finish(digest_));
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kStart, kProcess, kFinish}));
  EXPECT_EQ(hex(chip_.payloads[1]), "6263");
}

TEST_F(HashTest, NeedsAStart) {
  Hash running{device_};
  EXPECT_TRUE(running.update("61"_hex).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(running.finish(digest_).failed_with(UsageError::kNotOpen));
  running.start(HashAlgorithm::kSha256);
  ASSERT_TRUE(running.finish(digest_));
  EXPECT_TRUE(running.finish(digest_).failed_with(UsageError::kNotOpen));
}

TEST_F(HashTest, IsOverAfterAnError) {
  Hash running{device_};
  running.start(HashAlgorithm::kSha256);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(running.update("61"_hex).failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.log.size(), 1U);  // not repeated: the chip may have counted the piece
  EXPECT_TRUE(running.update("62"_hex).failed_with(UsageError::kNotOpen));
  running.start(HashAlgorithm::kSha256);
  EXPECT_TRUE(running.finish(digest_));
}

TEST_F(HashTest, WantsRoomOfTheSizeOfTheDigest) {
  EXPECT_TRUE(
      hash(device_, HashAlgorithm::kSha512, {}, digest_).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
  Hash running{device_};
  running.start(HashAlgorithm::kSha256);
  Fixed<48> other{};
  EXPECT_TRUE(running.finish(other).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(running.finish(digest_));
}

// T-22: the vendor's host ignores the size that the chip says.
TEST_F(HashTest, RefusesADigestOfAnotherSize) {
  chip_.always(wire::Opcode{kFinish},
               {.payload = to_bytes("0010 BA7816BF8F01CFEA414140DE5DAE2223"_hex)});
  EXPECT_TRUE(hash_of("616263"_hex).failed_with(LinkError::kUnexpectedResponse));
  chip_.always(wire::Opcode{kFinish}, {.payload = join({"0030"_hex, kDigest})});
  EXPECT_TRUE(hash_of("616263"_hex).failed_with(LinkError::kTruncated));
  EXPECT_EQ(digest_, Fixed<32>{});
}

}  // namespace
}  // namespace stsafe::host::hash_test
