#include "stsafe/sim/access/chunk_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

constexpr auto kEncrypt = crypto::CipherDirection::kEncrypt;
constexpr auto kDecrypt = crypto::CipherDirection::kDecrypt;

/// A CCM* message with a tag of 4 bytes.
constexpr ChunkContext ccm(crypto::CipherDirection direction, std::uint32_t data,
                           std::uint32_t message) {
  return {.open = true,
          .direction = direction,
          .mode = wire::KeyMode::kCcmStar,
          .tag_size = 4,
          .total_associated_data = data,
          .total_message = message,
          .total_may_count_tag = direction == kDecrypt};
}
constexpr ChunkContext after(ChunkContext context, std::uint64_t data, std::uint64_t message) {
  context.associated_data = data;
  context.message = message;
  return context;
}
constexpr ChunkContext gcm() { return {.open = true, .mode = wire::KeyMode::kGcm, .tag_size = 16}; }

TEST(CcmStart, TakesNoncesOf7To13Bytes) {
  for (std::size_t size = 0; size <= 20; ++size) {
    const auto expected = size >= 7 && size <= 13 ? Status::kOk : Status::kValueOutOfRange;
    EXPECT_EQ(check_ccm_start(ccm(kEncrypt, 0, 1), size), expected) << size;
  }
}

TEST(CcmStart, CountsTheMessageInWhatTheNonceLeaves) {
  struct Row {
    std::uint32_t size;
    std::size_t nonce;
    Status status;
  };
  for (const auto& row : {
           Row{0xFFFF, 13, Status::kOk},
           Row{0x10000, 13, Status::kValueOutOfRange},
           Row{0x10000, 12, Status::kOk},
           Row{0xFFFFFF, 12, Status::kOk},
           Row{0x1000000, 12, Status::kValueOutOfRange},
           Row{0xFFFFFFFF, 11, Status::kOk},
           Row{0xFFFFFFFF, 7, Status::kOk},
       }) {
    EXPECT_EQ(check_ccm_start(ccm(kEncrypt, 0, row.size), row.nonce), row.status) << row.size;
  }
}

TEST(CcmStart, LetsADecryptionCountTheTag) {
  EXPECT_EQ(check_ccm_start(ccm(kDecrypt, 0, 0x10003), 13), Status::kOk);
  EXPECT_EQ(check_ccm_start(ccm(kDecrypt, 0, 0x10004), 13), Status::kValueOutOfRange);
  EXPECT_EQ(check_ccm_start(ccm(kEncrypt, 0, 0x10003), 13), Status::kValueOutOfRange);
}

TEST(CcmStart, SettlesATotalThatMustCountTheTag) {
  auto context = ccm(kDecrypt, 0, 0x10003);
  settle_total(context, 13);
  EXPECT_EQ(context.total_message, 0xFFFFU);
  EXPECT_FALSE(context.total_may_count_tag);
  context = ccm(kDecrypt, 0, 0xFFFF);
  settle_total(context, 13);
  EXPECT_EQ(context.total_message, 0xFFFFU);
  EXPECT_TRUE(context.total_may_count_tag);
}

TEST(CcmStart, HasNothingToDoForNothingWithoutTag) {
  auto nothing = ccm(kEncrypt, 5, 0);
  EXPECT_EQ(check_ccm_start(nothing, 13), Status::kOk);
  nothing.tag_size = 0;
  EXPECT_EQ(check_ccm_start(nothing, 13), Status::kInconsistentCommandData);
}

TEST(ChunkFit, IsWhatTheTotalsSay) {
  const auto fresh = ccm(kEncrypt, 3, 10);
  struct Row {
    ChunkContext context;
    std::size_t data;
    std::size_t message;
    ChunkFit fit;
  };
  for (const auto& row : {
           Row{fresh, 0, 0, ChunkFit::kFits},
           Row{fresh, 3, 10, ChunkFit::kFits},
           Row{fresh, 2, 0, ChunkFit::kFits},
           Row{fresh, 4, 0, ChunkFit::kWrongTotal},
           Row{fresh, 3, 11, ChunkFit::kWrongTotal},
           Row{fresh, 2, 1, ChunkFit::kWrongTotal},
           Row{after(fresh, 3, 0), 0, 10, ChunkFit::kFits},
           Row{after(fresh, 3, 0), 1, 0, ChunkFit::kWrongTotal},
           Row{after(fresh, 3, 9), 0, 1, ChunkFit::kFits},
           Row{after(fresh, 3, 9), 0, 2, ChunkFit::kWrongTotal},
           Row{after(fresh, 3, 9), 1, 0, ChunkFit::kOutOfOrder},
           Row{gcm(), 700, 700, ChunkFit::kFits},
           Row{after(gcm(), 0, 1), 0, 700, ChunkFit::kFits},
           Row{after(gcm(), 0, 1), 1, 700, ChunkFit::kOutOfOrder},
       }) {
    EXPECT_EQ(fit_of(row.context, row.data, row.message), row.fit)
        << row.context.associated_data << " " << row.context.message << " + " << row.data << " "
        << row.message;
  }
}

TEST(Completeness, IsWhatWasAnnounced) {
  EXPECT_TRUE(is_complete(after(ccm(kEncrypt, 3, 10), 3, 10)));
  EXPECT_FALSE(is_complete(after(ccm(kEncrypt, 3, 10), 2, 10)));
  EXPECT_FALSE(is_complete(after(ccm(kEncrypt, 3, 10), 3, 9)));
  EXPECT_FALSE(is_complete(after(ccm(kEncrypt, 3, 14), 3, 10)));
  EXPECT_TRUE(is_complete(after(ccm(kDecrypt, 3, 10), 3, 10)));
  EXPECT_TRUE(is_complete(after(ccm(kDecrypt, 3, 14), 3, 10)));
  EXPECT_FALSE(is_complete(after(ccm(kDecrypt, 3, 13), 3, 10)));
  EXPECT_TRUE(is_complete(after(gcm(), 7, 8)));
}

}  // namespace
}  // namespace stsafe::sim
