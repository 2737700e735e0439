#include "stsafe/channel/protection.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"
#include "tests/support/failing_crypto.h"
#include "tests/support/scripted_rng.h"

// The values of the documents are in tests/vectors/host_session.json.
namespace stsafe::channel {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::to_bytes;

constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;
constexpr wire::SequenceCounter kCounter{0x42};
// Example B of part 01, section 4.10: IV of the command, and its ciphertext.
constexpr auto kIv = "87 31 E3 C4 87 FC 45 3B 6B BC 6B 69 FB 33 CB E3"_hex;
constexpr auto kCiphertext = "57 76 CC 93 B0 1F 6D FB 57 10 9E 6D 80 EE FC 9A"_hex;

class ProtectionTest : public testing::Test {
 protected:
  ProtectionTest() { EXPECT_TRUE(keys_.assign(wire::HostKeyType::kAes128, kMacKey, kCipherKey)); }
  /// What a sender makes of a plaintext that it has padded itself.
  Bytes encrypted(ByteView padded) {
    crypto::AesBlock iv{};
    copy_bytes(kIv, iv);
    auto data = to_bytes(padded);
    EXPECT_TRUE(crypto_.aes().cbc_encrypt(kCipherKey, iv, data));
    return data;
  }
  Result<std::size_t> decrypt(Bytes& data) {
    return protection_.decrypt(keys_, kCounter, Direction::kCommand, data);
  }

  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  testing_support::Countdown countdown_;
  testing_support::FailingCrypto failing_{crypto_, countdown_};
  Protection protection_{failing_.aes(), failing_.cmac()};
  HostKeys keys_;
};

TEST_F(ProtectionTest, PadsToWholeBlocksByAtLeastOneByte) {
  for (std::size_t size = 0; size <= 48; ++size) {
    Bytes data(64, std::byte{0xEE});
    const auto padded = protection_.encrypt(keys_, kCounter, Direction::kCommand, data, size);
    ASSERT_TRUE(padded);
    EXPECT_EQ(*padded, (size / 16 + 1) * 16) << size;
    data.resize(*padded);
    const auto back = decrypt(data);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, size);
    EXPECT_EQ(std::ranges::count(ByteView{data}.first(size), std::byte{0xEE}),
              static_cast<std::ptrdiff_t>(size));
  }
}

TEST_F(ProtectionTest, NeedsRoomForThePadding) {
  Bytes data(31);
  EXPECT_TRUE(protection_.encrypt(keys_, kCounter, Direction::kCommand, data, 16)
                  .failed_with(LinkError::kFrameTooLong));
  EXPECT_TRUE(protection_.encrypt(keys_, kCounter, Direction::kCommand, {}, 0)
                  .failed_with(LinkError::kFrameTooLong));
  EXPECT_TRUE(protection_.encrypt(keys_, kCounter, Direction::kCommand, data, 15));
}

TEST_F(ProtectionTest, WritesNothingBehindTheLastBlock) {
  Bytes data(20, std::byte{0xEE});
  EXPECT_TRUE(protection_.encrypt(keys_, kCounter, Direction::kCommand, data, 3));
  EXPECT_EQ(hex(ByteView{data}.last(4)), "eeeeeeee");
}

TEST_F(ProtectionTest, DecryptsWholeBlocksOnly) {
  for (std::size_t size = 0; size <= 33; ++size) {
    if (size == 16 || size == 32) continue;
    Bytes data(size);
    EXPECT_TRUE(decrypt(data).failed_with(ChannelError::kBadPadding)) << size;
  }
}

TEST_F(ProtectionTest, RefusesWrongPadding) {
  const std::array paddings{
      "00000000000000000000000000000000"_hex, "01020300000000000000000000000000"_hex,
      "01020381000000000000000000000000"_hex, "01020380000000000000000000000001"_hex,
      "01020304050607080910111213141516"_hex};
  for (const auto& plain : paddings) {
    auto data = encrypted(plain);
    EXPECT_TRUE(decrypt(data).failed_with(ChannelError::kBadPadding)) << hex(plain);
  }
}

// Older hosts may add a whole block (trap T-42).
TEST_F(ProtectionTest, ToleratesPaddingThatIsLongerThanNeeded) {
  auto data = encrypted("0102038000000000000000000000000000000000000000000000000000000000"_hex);
  const auto size = decrypt(data);
  ASSERT_TRUE(size);
  EXPECT_EQ(*size, 3U);
}

TEST_F(ProtectionTest, StripsOneStartOfPaddingOnly) {
  auto data = encrypted("01808000000000000000000000000000"_hex);
  const auto size = decrypt(data);
  ASSERT_TRUE(size);
  EXPECT_EQ(hex(ByteView{data}.first(*size)), "0180");
}

TEST_F(ProtectionTest, DiffersByCounterAndDirection) {
  auto data = to_bytes(kCiphertext);
  const auto size = decrypt(data);
  ASSERT_TRUE(size);
  EXPECT_EQ(hex(ByteView{data}.first(*size)), "010203");
  data = to_bytes(kCiphertext);
  EXPECT_FALSE(protection_.decrypt(keys_, wire::SequenceCounter{0x43}, Direction::kCommand, data));
  data = to_bytes(kCiphertext);
  EXPECT_FALSE(protection_.decrypt(keys_, kCounter, Direction::kResponse, data));
}

TEST_F(ProtectionTest, MacsCoverEveryPart) {
  const auto header = "E0"_hex;
  const auto payload = "010203"_hex;
  const auto mac = [&](ByteView h, ByteView p, std::byte r, ByteView a, std::uint32_t n) {
    const auto made = protection_.response_mac(keys_, wire::SequenceCounter{n}, {h, p}, r, a);
    EXPECT_TRUE(made);
    return hex(*made);
  };
  const auto right = mac(header, payload, std::byte{0}, payload, 0x41);
  EXPECT_EQ(right, "2b0b2f62");
  EXPECT_NE(mac("E2"_hex, payload, std::byte{0}, payload, 0x41), right);
  EXPECT_NE(mac("FF00"_hex, payload, std::byte{0}, payload, 0x41), right);
  EXPECT_NE(mac(header, "010204"_hex, std::byte{0}, payload, 0x41), right);
  EXPECT_NE(mac(header, payload, std::byte{0x40}, payload, 0x41), right);
  EXPECT_NE(mac(header, payload, std::byte{0}, "0102"_hex, 0x41), right);
  EXPECT_NE(mac(header, payload, std::byte{0}, payload, 0x42), right);
}

TEST_F(ProtectionTest, PassesOnAFailureOfEachCryptographicCall) {
  const auto header = "E0"_hex;
  const CommandImage command{header, {}};
  for (int n = 1; n <= 2; ++n) {
    Bytes data(16);
    countdown_.fail_at(n);
    EXPECT_TRUE(protection_.encrypt(keys_, kCounter, Direction::kCommand, data, 3)
                    .failed_with(CryptoError::kBackendFailed));
    countdown_.fail_at(n);
    EXPECT_TRUE(decrypt(data).failed_with(CryptoError::kBackendFailed));
  }
  countdown_.fail_at(1);
  EXPECT_TRUE(
      protection_.command_mac(keys_, kCounter, command).failed_with(CryptoError::kBackendFailed));
  countdown_.fail_at(1);
  EXPECT_TRUE(protection_.response_mac(keys_, kCounter, command, {}, {})
                  .failed_with(CryptoError::kBackendFailed));
}

TEST(HostKeys, FitTheirType) {
  const Fixed<40> bytes{};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto key = ByteView{bytes}.first(size);
    HostKeys keys;
    EXPECT_EQ(static_cast<bool>(keys.assign(wire::HostKeyType::kAes128, key, key)), size == 16);
    EXPECT_EQ(static_cast<bool>(keys.assign(wire::HostKeyType::kAes256, key, key)), size == 32);
    if (size == 16) continue;
    EXPECT_TRUE(
        keys.assign(wire::HostKeyType::kAes128, kMacKey, key).failed_with(UsageError::kWrongSize));
  }
}

TEST(HostKeys, AreKeptWhenTheNewOnesAreRefused) {
  HostKeys keys;
  ASSERT_TRUE(keys.assign(wire::HostKeyType::kAes128, kMacKey, kCipherKey));
  EXPECT_FALSE(keys.assign(wire::HostKeyType::kAes128, kCipherKey, {}));
  EXPECT_EQ(hex(keys.mac.reveal()), hex(kMacKey));
  EXPECT_EQ(hex(keys.cipher.reveal()), hex(kCipherKey));
}

}  // namespace
}  // namespace stsafe::channel
