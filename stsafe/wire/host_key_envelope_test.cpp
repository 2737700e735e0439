#include "stsafe/wire/host_key_envelope.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

namespace stsafe::wire {
namespace {

using testing_support::hex;
using testing_support::to_bytes;

// Part 01, section 7.6.
constexpr auto kEnvelope =
    "00000000 00112233445566778899AABBCCDDEEFF 0123456789ABCDEF0123456789ABCDEF 80000000"_hex;

TEST(HostKeyEnvelope, IsWrittenAsInTheDocuments) {
  Fixed<kMaxHostKeyEnvelopeSize> out{};
  const auto size =
      write_host_key_envelope(HostKeyType::kAes128, ByteView{kEnvelope}.subspan(4, 16),
                              ByteView{kEnvelope}.subspan(20, 16), out);
  ASSERT_TRUE(size);
  EXPECT_EQ(*size, host_key_envelope_size(HostKeyType::kAes128));
  EXPECT_EQ(hex(ByteView{out}.first(*size)), hex(kEnvelope));
}

TEST(HostKeyEnvelope, FillsItsBufferForTheLargerKeys) {
  Fixed<kMaxHostKeyEnvelopeSize> out{};
  const Fixed<32> key{};
  const auto size = write_host_key_envelope(HostKeyType::kAes256, key, key, out);
  ASSERT_TRUE(size);
  EXPECT_EQ(*size, out.size());
  EXPECT_TRUE(write_host_key_envelope(HostKeyType::kAes256, key, key, ByteSpan{out}.first(71))
                  .failed_with(LinkError::kFrameTooLong));
}

TEST(HostKeyEnvelope, IsTakenApart) {
  const auto content = read_host_key_envelope(kEnvelope);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->type, HostKeyType::kAes128);
  EXPECT_EQ(hex(content->mac_key), "00112233445566778899aabbccddeeff");
  EXPECT_EQ(hex(content->cipher_key), "0123456789abcdef0123456789abcdef");
}

TEST(HostKeyEnvelope, IsReadWholeOrNotAtAll) {
  for (std::size_t size = 0; size < kEnvelope.size(); ++size) {
    EXPECT_FALSE(read_host_key_envelope(ByteView{kEnvelope}.first(size))) << size;
  }
  // Every byte that is not of a key has one value only, but for the type.
  for (const std::size_t at : {0U, 1U, 2U, 3U, 36U, 37U, 38U, 39U}) {
    auto wrong = to_bytes(kEnvelope);
    wrong[at] ^= std::byte{0x01};
    EXPECT_FALSE(read_host_key_envelope(wrong)) << at;
  }
  auto longer = to_bytes(kEnvelope);
  longer.push_back(std::byte{0});
  EXPECT_FALSE(read_host_key_envelope(longer));
}

}  // namespace
}  // namespace stsafe::wire
