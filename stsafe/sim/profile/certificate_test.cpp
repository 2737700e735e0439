#include "stsafe/sim/profile/certificate.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/base/hex.h"
#include "stsafe/sim/device.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/support/bytes.h"

namespace stsafe::sim {
namespace {

using testing_support::Bytes;

/// Issues "3003", the first bytes of serial number and key, and remembers for whom.
class RecordingIssuer final : public crypto::CertificateIssuer {
 public:
  Result<std::size_t> issue(ByteView serial, const PublicKey& key, ByteSpan out) override {
    ++calls;
    serial_number.assign(serial.begin(), serial.end());
    public_key.assign(key.raw().begin(), key.raw().end());
    if (fails) return CryptoError::kBackendFailed;
    if (out.size() < 4) return UsageError::kWrongSize;
    copy_bytes("30030102"_hex, out);
    return std::size_t{4};
  }

  bool fails = false;
  int calls = 0;
  Bytes serial_number;
  Bytes public_key;
};

class DeviceCertificate : public testing::Test {
 protected:
  bool begins_with_certificate(const Device& chip, std::uint8_t zone) {
    const auto data = chip.stored().zones.data(wire::ZoneNumber{zone});
    return std::ranges::equal(data.first(4), "30030102"_hex) &&
           std::ranges::all_of(data.subspan(4), [](auto byte) { return byte == std::byte{0}; });
  }

  crypto_openssl::SeededRng rng_{1, "certificate"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  MemoryStore store_;
  RecordingIssuer issuer_;
  Profile profile_ = spl05();
};

TEST_F(DeviceCertificate, IsWrittenOnceWhenTheDeviceIsNew) {
  Device chip{profile_, store_, crypto_.provider(), {}, &issuer_};
  ASSERT_TRUE(chip.power_on());
  EXPECT_TRUE(begins_with_certificate(chip, 0));
  const auto& stored = chip.stored();
  EXPECT_TRUE(std::ranges::equal(issuer_.public_key, stored.private_keys[0].pair.public_key.raw()));
  EXPECT_TRUE(std::ranges::equal(issuer_.serial_number,
                                 ByteView{stored.identity.product_data}.subspan(7, 9)));

  chip.power_off();
  ASSERT_TRUE(chip.power_on());
  EXPECT_EQ(issuer_.calls, 1);
  EXPECT_TRUE(begins_with_certificate(chip, 0));
}

TEST_F(DeviceCertificate, IsMissingWithoutAnIssuer) {
  Device chip{profile_, store_, crypto_.provider()};
  ASSERT_TRUE(chip.power_on());
  EXPECT_TRUE(std::ranges::all_of(chip.stored().zones.data(wire::ZoneNumber{0}),
                                  [](auto byte) { return byte == std::byte{0}; }));
}

TEST_F(DeviceCertificate, GoesWhereTheProfileWantsIt) {
  profile_.certificate_zone = wire::ZoneNumber{3};
  Device chip{profile_, store_, crypto_.provider(), {}, &issuer_};
  ASSERT_TRUE(chip.power_on());
  EXPECT_TRUE(begins_with_certificate(chip, 3));
}

TEST_F(DeviceCertificate, IsNotAskedForWithoutAZoneOrAKeyPair) {
  profile_.certificate_zone.reset();
  Device without_zone{profile_, store_, crypto_.provider(), {}, &issuer_};
  EXPECT_TRUE(without_zone.power_on());

  MemoryStore other_store;
  profile_ = spl05();
  profile_.private_keys[0].curve.reset();
  Device without_key{profile_, other_store, crypto_.provider(), {}, &issuer_};
  EXPECT_TRUE(without_key.power_on());
  EXPECT_EQ(issuer_.calls, 0);
}

TEST_F(DeviceCertificate, IsNeededForTheFirstStart) {
  issuer_.fails = true;
  Device chip{profile_, store_, crypto_.provider(), {}, &issuer_};
  EXPECT_TRUE(chip.power_on().failed_with(StoreError::kUnavailable));
  EXPECT_FALSE(chip.is_on());
  issuer_.fails = false;
  profile_.certificate_zone = wire::ZoneNumber{15};
  Device no_such_zone{profile_, store_, crypto_.provider(), {}, &issuer_};
  EXPECT_TRUE(no_such_zone.power_on().failed_with(StoreError::kUnavailable));
}

}  // namespace
}  // namespace stsafe::sim
