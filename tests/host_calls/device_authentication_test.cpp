#include "stsafe/host/device_authentication.h"

#include <gtest/gtest.h>

#include "ports/certificates_openssl/certificate_authority.h"
#include "ports/certificates_openssl/chain_verifier.h"
#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/sim/profile/certificate.h"
#include "stsafe/wire/product_data.h"
#include "tests/support/chip_transport.h"

namespace stsafe {
namespace {

using certificates_openssl::CertificateAuthority;
using certificates_openssl::ChainVerifier;
using testing_support::Bytes;
using testing_support::hex;

/// A chip that an authority has certified, and a host that trusts that authority.
class DeviceAuthentication : public testing::Test {
 protected:
  DeviceAuthentication() {
    Fixed<4096> bytes{};
    EXPECT_TRUE(rng_.fill(bytes));
    chip_.rng().add(bytes);
    EXPECT_TRUE(authority_.create());
  }
  /// Gives the chip an identity on a curve.
  void certify(Curve curve = Curve::kNistP256) {
    auto& pair = chip_.stored().private_keys[0].pair;
    pair.present = true;
    ASSERT_TRUE(crypto_.signature().generate(curve, pair.private_key, pair.public_key));
    ASSERT_TRUE(sim::write_device_certificate(sim::spl05(), authority_, chip_.stored()));
  }
  ByteSpan zone() { return chip_.stored().zones.data(wire::ZoneNumber{0}); }
  Result<host::AuthenticDevice> authenticate(const CertificateAuthority& root) {
    auto certificate = root.certificate();
    EXPECT_TRUE(certificate);
    ChainVerifier verifier{std::move(*certificate)};
    return host::authenticate_device(device_, {verifier, crypto_.signature(), rng_}, room_);
  }

  crypto_openssl::SeededRng rng_{1, "device authentication"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  CertificateAuthority authority_{crypto_.signature()};
  testing_support::PreparedChip chip_;
  testing_support::ChipTransport transport_{chip_};
  host::Device device_{transport_};
  Fixed<1000> room_{};
};

TEST_F(DeviceAuthentication, SucceedsOnEveryCurveThatSigns) {
  for (const auto curve : kAllCurves) {
    if (!can_sign(curve)) continue;
    certify(curve);
    chip_.start();
    const auto device = authenticate(authority_);
    ASSERT_TRUE(device) << describe(device.error());
    const auto& pair = chip_.stored().private_keys[0].pair;
    EXPECT_EQ(device->public_key.curve(), curve);
    EXPECT_EQ(hex(device->public_key.raw()), hex(pair.public_key.raw()));
    EXPECT_EQ(hex(device->certificate), hex(zone().first(device->certificate.size())));
  }
}

TEST_F(DeviceAuthentication, NamesTheDevice) {
  certify();
  chip_.start();
  const auto id = host::DeviceId::read(device_);
  ASSERT_TRUE(id);
  // "02 09" and the serial number of the product data, which are its entry there.
  EXPECT_EQ(hex(id->bytes()), hex(ByteView{chip_.stored().identity.product_data}.subspan(5, 11)));
}

TEST_F(DeviceAuthentication, FailsUnderAnotherRoot) {
  certify();
  chip_.start();
  CertificateAuthority other{crypto_.signature()};
  ASSERT_TRUE(other.create());
  EXPECT_TRUE(authenticate(other).failed_with(CryptoError::kUntrustedCertificate));
}

// A copied certificate.
TEST_F(DeviceAuthentication, FailsWithoutTheCertifiedKey) {
  certify();
  auto& pair = chip_.stored().private_keys[0].pair;
  ASSERT_TRUE(crypto_.signature().generate(Curve::kNistP256, pair.private_key, pair.public_key));
  chip_.start();
  EXPECT_TRUE(authenticate(authority_).failed_with(CryptoError::kNotAuthentic));
  pair.present = false;
  chip_.start();
  EXPECT_TRUE(authenticate(authority_).failed_with(Status::kKeyNotFound));
}

TEST_F(DeviceAuthentication, FailsWithAForgedCertificate) {
  certify();
  zone()[300] ^= std::byte{1};  // in the public key or behind it
  chip_.start();
  EXPECT_TRUE(authenticate(authority_).failed_with(CryptoError::kUntrustedCertificate));
}

TEST_F(DeviceAuthentication, FailsWithoutACertificate) {
  std::ranges::fill(zone(), std::byte{0});
  chip_.start();
  EXPECT_TRUE(authenticate(authority_).failed_with(UsageError::kNoCertificate));
  EXPECT_TRUE(host::DeviceId::read(device_).failed_with(UsageError::kNoCertificate));
}

// The zone ends before the certificate does.
TEST_F(DeviceAuthentication, FailsWithACertificateThatExceedsItsZone) {
  copy_bytes("308203E5"_hex, zone());
  chip_.start();
  Bytes room(2000);
  EXPECT_TRUE(host::read_device_certificate(device_, room).failed_with(Status::kBoundaryExceeded));
}

}  // namespace
}  // namespace stsafe
