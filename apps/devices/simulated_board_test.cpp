#include "apps/devices/simulated_board.h"

#include <gtest/gtest.h>

#include "ports/certificates_openssl/chain_verifier.h"

namespace stsafe::devices {
namespace {

using certificates_openssl::Certificate;
using certificates_openssl::ChainVerifier;

/// What zone 0 begins with, read as a certificate.
Certificate certificate_of(SimulatedBoard& board) {
  ByteView zone = board.chip().stored().zones.data(wire::ZoneNumber{0});
  auto certificate = Certificate::take_der(zone);
  EXPECT_TRUE(certificate);
  return std::move(*certificate);
}

bool is_of(const Certificate& certificate, const Authority& authority) {
  ChainVerifier verifier{authority.certificate()};
  return static_cast<bool>(verifier.verify_chain(certificate.der()));
}

TEST(SimulatedBoard, HasACertificateOfTheTestAuthority) {
  SimulatedBoard board{1};
  const auto certificate = certificate_of(board);
  EXPECT_TRUE(is_of(certificate, Authority{}));
  const auto& stored = board.chip().stored();
  EXPECT_TRUE(std::ranges::equal(certificate.public_key()->raw(),
                                 stored.private_keys[0].pair.public_key.raw()));
  // Tag, length and value of entry 02 of the product data.
  EXPECT_TRUE(std::ranges::equal(certificate.serial_number(),
                                 ByteView{stored.identity.product_data}.subspan(5, 11)));
}

TEST(SimulatedBoard, HasTheSameCertificateAgainWithTheSameSeed) {
  SimulatedBoard one{1};
  SimulatedBoard same{1};
  SimulatedBoard other{2};
  EXPECT_EQ(certificate_of(one).der(), certificate_of(same).der());
  EXPECT_NE(certificate_of(one).der(), certificate_of(other).der());
}

TEST(SimulatedBoard, CanBeCertifiedByAnotherAuthority) {
  crypto_openssl::SeededRng rng{2, "another authority"};
  crypto_openssl::OpensslSignature signature{rng, crypto_openssl::Nonces::kDeterministic};
  certificates_openssl::CertificateAuthority authority{signature};
  ASSERT_TRUE(authority.create());
  SimulatedBoard board{1, sim::spl05(), {}, {}, &authority};
  const auto certificate = certificate_of(board);
  EXPECT_FALSE(is_of(certificate, Authority{}));
  auto root = authority.certificate();
  ASSERT_TRUE(root);
  ChainVerifier verifier{std::move(*root)};
  EXPECT_TRUE(verifier.verify_chain(certificate.der()));
}

}  // namespace
}  // namespace stsafe::devices
