#include "cose/slot_wrapping_key.h"

#include "tests/support/bytes.h"
#include "tests/support/envelope_chip.h"

// Bytes of RFC 3394, section 4; the chip is simulated.
namespace stsafe::cose::slot_wrapping_key_test {
namespace {

using testing_support::EnvelopeChip;
using testing_support::hex;

constexpr auto kKek = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr auto kPlain = "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F"_hex;
// Sections 4.1, 4.3 and 4.6.
constexpr auto kWrapped128With128 = "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5"_hex;
constexpr auto kWrapped128With256 = "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7"_hex;
constexpr auto kWrapped256With256 =
    "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"_hex;

template <std::size_t N>
void expect_wraps(WrappingKey& key, ByteView plain, const Fixed<N>& wrapped) {
  Fixed<N> made{};
  ASSERT_TRUE(key.wrap(plain, made));
  EXPECT_EQ(hex(made), hex(wrapped));
  Fixed<N - 8> opened{};
  ASSERT_TRUE(key.unwrap(wrapped, opened));
  EXPECT_EQ(hex(opened), hex(plain));
}

TEST(SlotWrappingKey, WrapsAsRfc3394Does) {
  EnvelopeChip chip{kKek, kKek};
  auto key = chip.ecb_key();
  EXPECT_EQ(key.size(), 32U);
  expect_wraps(key, ByteView{kPlain}.first(16), kWrapped128With256);
  expect_wraps(key, kPlain, kWrapped256With256);

  EnvelopeChip small{ByteView{kKek}.first(16), ByteView{kKek}.first(16)};
  auto small_key = small.ecb_key();
  EXPECT_EQ(small_key.size(), 16U);
  expect_wraps(small_key, ByteView{kPlain}.first(16), kWrapped128With128);
}

TEST(SlotWrappingKey, RefusesAnyChangedBitAndReleasesNothing) {
  EnvelopeChip chip{kKek, kKek};
  auto key = chip.ecb_key();
  for (std::size_t bit = 0; bit < kWrapped128With256.size() * 8; bit += 7) {
    auto changed = kWrapped128With256;
    changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    Fixed<16> opened{};
    opened.fill(std::byte{0x55});
    EXPECT_TRUE(key.unwrap(changed, opened).failed_with(CryptoError::kNotAuthentic)) << bit;
    EXPECT_EQ(opened, Fixed<16>{});
  }
}

TEST(SlotWrappingKey, TakesContentKeysOnly) {
  EnvelopeChip chip{kKek, kKek};
  auto key = chip.ecb_key();
  Fixed<56> bytes{};
  for (std::size_t size = 0; size <= 48; ++size) {
    if (size == 16 || size == 32) continue;
    const auto plain = ByteSpan{bytes}.first(size);
    Fixed<56> wrapped{};
    const auto into = ByteSpan{wrapped}.first(size + 8);
    EXPECT_TRUE(key.wrap(plain, into).failed_with(UsageError::kWrongSize)) << size;
    EXPECT_TRUE(key.unwrap(into, plain).failed_with(UsageError::kWrongSize)) << size;
  }
  EXPECT_TRUE(key.wrap(ByteView{bytes}.first(16), ByteSpan{bytes}.first(16))
                  .failed_with(UsageError::kWrongSize));
}

TEST(SlotWrappingKey, LeavesNothingIfTheChipFails) {
  EnvelopeChip chip{kKek, kKek};
  SlotWrappingKey wrong{
      host::EcbKey{chip.device(),
                   {.slot = wire::SlotNumber{5}, .key = {.mode = wire::KeyMode::kEcb}}},
      wire::KeyType::kAes256};
  Fixed<24> wrapped{};
  EXPECT_TRUE(wrong.wrap(ByteView{kPlain}.first(16), wrapped).failed_with(Status::kKeyNotFound));
  EXPECT_EQ(wrapped, Fixed<24>{});
  Fixed<16> plain{};
  EXPECT_TRUE(wrong.unwrap(kWrapped128With128, plain).failed_with(Status::kKeyNotFound));
  EXPECT_EQ(plain, Fixed<16>{});
}

TEST(LocalEnvelopeWrappingKey, OpensWhatItWrappedAndNothingElse) {
  EnvelopeChip chip{kKek, kKek};
  auto key = chip.local_key();
  Fixed<40> wrapped{};
  ASSERT_TRUE(key.wrap(kPlain, wrapped));
  Fixed<32> opened{};
  ASSERT_TRUE(key.unwrap(wrapped, opened));
  EXPECT_EQ(opened, kPlain);
  wrapped[20] ^= std::byte{1};
  EXPECT_TRUE(key.unwrap(wrapped, opened).failed_with(CryptoError::kNotAuthentic));
}

TEST(HostWrappingKey, WrapsAsRfc3394Does) {
  crypto_openssl::OpensslKeyWrap key_wrap;
  HostWrappingKey key{key_wrap};
  EXPECT_TRUE(key.set_key(ByteView{kKek}.first(24)).failed_with(CryptoError::kInvalidKey));
  ASSERT_TRUE(key.set_key(kKek));
  EXPECT_EQ(key.size(), 32U);
  expect_wraps(key, kPlain, kWrapped256With256);
}

}  // namespace
}  // namespace stsafe::cose::slot_wrapping_key_test
