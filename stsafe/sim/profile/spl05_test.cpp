#include "stsafe/sim/profile/spl05.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/base/hex.h"
#include "stsafe/sim/device.h"

namespace stsafe::sim {
namespace {

class FactoryAnswer : public testing::Test {
 protected:
  FactoryAnswer() { EXPECT_TRUE(chip_.power_on()); }

  /// True if a chip as delivered answers `command` with `response`, both as whole frames.
  bool answers(ByteView command, ByteView response) {
    return std::ranges::equal(chip_.answer(command), response);
  }

  crypto_openssl::SeededRng rng_{1, "factory"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  MemoryStore store_;
  Device chip_{spl05(), store_, crypto_.provider()};
};

// Part 04, section 2.10.
TEST_F(FactoryAnswer, ToEcho) {
  EXPECT_TRUE(answers("00 61626364 90C2"_hex, "00 0006 61626364 90C2"_hex));
}

TEST_F(FactoryAnswer, ToReset) { EXPECT_TRUE(answers("01 E1F1"_hex, "00 0002 F078"_hex)); }

TEST_F(FactoryAnswer, ToQueryLifeCycle) {
  EXPECT_TRUE(answers("14 08 71FE"_hex, "00 0003 03 3DDC"_hex));
}

TEST_F(FactoryAnswer, ToQuerySymmetricKeyTable) {
  EXPECT_TRUE(answers("14 23 EE2F"_hex, "00 0013 10 00000000000000000000000000000000 22BC"_hex));
}

TEST_F(FactoryAnswer, ToQueryCommandAuthorization) {
  const auto response = chip_.answer("14 24 9A90"_hex);
  ASSERT_EQ(response.size(), 169U);
  EXPECT_TRUE(std::ranges::equal(response.first(5), "00 00A6 03 2D"_hex));
  EXPECT_TRUE(std::ranges::equal(response.last(2), "6315"_hex));
}

TEST_F(FactoryAnswer, ToQueryDataPartition) {
  EXPECT_TRUE(answers(
      "14 12 CE25"_hex,
      "00 004F 0C 00000703E8 01008803E8 02008803E8 03008803E8 04008803E8 0501880040FFFFFFFF 0601880040FFFFFFFF 0701880040FFFFFFFF 0801880040FFFFFFFF 0900881400 0A00880C00 0B00880B80 3F29"_hex));
}

TEST_F(FactoryAnswer, ToQueryHostKeyControlFields) {
  EXPECT_TRUE(answers("14 4A 10E8"_hex, "00 0004 0AFF 34C4"_hex));
}

TEST_F(FactoryAnswer, ToQuerySymmetricControlFields) {
  EXPECT_TRUE(answers("14 4B 00 82F6"_hex, "00 0005 08FFFF CAA4"_hex));
}

TEST_F(FactoryAnswer, ToADamagedFrame) {
  EXPECT_TRUE(answers("14 08 71FF"_hex, "01 0002 E1F1"_hex));
}

TEST_F(FactoryAnswer, ToASecondPutOfControlFields) {
  EXPECT_TRUE(answers("10 4B 00 03 FF FF 2C2D"_hex, "00 0002 F078"_hex));
  EXPECT_TRUE(answers("10 4B 00 03 FF FF 2C2D"_hex, "11 0002 F170"_hex));
}

TEST(Spl05, GivesEveryDeviceASerialNumberOfItsOwn) {
  Nvm one;
  Nvm other;
  personalise(spl05(), "00000000000001"_hex, one);
  personalise(spl05(), "00000000000002"_hex, other);
  EXPECT_NE(one.identity.product_data, other.identity.product_data);
  EXPECT_EQ(one.i2c.address, 0x20);
}

}  // namespace
}  // namespace stsafe::sim
