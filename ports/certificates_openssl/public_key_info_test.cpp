#include "ports/certificates_openssl/public_key_info.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

// Bytes made with python3-cryptography, and the example of RFC 8410, section 10.1.
namespace stsafe::certificates_openssl::public_key_info_test {
namespace {

constexpr std::string_view kBrainpoolPem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFowFAYHKoZIzj0CAQYJKyQDAwIIAQEHA0IABGaK2s9O1fNZgNsz7oZVgfIBmLyT\n"
    "ZL3ZTciqqXMct7sXBMUejUdbBNu1ljnyIvEw2S0D5y4Peo6Sr1gu9nTDzmQ=\n"
    "-----END PUBLIC KEY-----\n";
constexpr auto kBrainpoolRaw =
    "668adacf4ed5f35980db33ee865581f20198bc9364bdd94dc8aaa9731cb7bb17"
    "04c51e8d475b04dbb59639f222f130d92d03e72e0f7a8e92af582ef674c3ce64"_hex;
constexpr auto kEd25519Info =
    "302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"_hex;
constexpr auto kEd25519Raw = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"_hex;

ByteView bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }

TEST(PublicKeyInfo, IsWrittenAsOthersWriteIt) {
  const auto brainpool = PublicKey::from_raw(Curve::kBrainpoolP256, kBrainpoolRaw);
  ASSERT_TRUE(brainpool);
  EXPECT_EQ(public_key_pem(*brainpool), kBrainpoolPem);
  const auto edwards = PublicKey::from_raw(Curve::kEd25519, kEd25519Raw);
  ASSERT_TRUE(edwards);
  EXPECT_TRUE(std::ranges::equal(public_key_info(*edwards), kEd25519Info));
}

TEST(PublicKeyInfo, IsReadFromPemAndDer) {
  const auto brainpool = read_public_key(bytes_of(kBrainpoolPem));
  ASSERT_TRUE(brainpool);
  EXPECT_EQ(brainpool->curve(), Curve::kBrainpoolP256);
  EXPECT_TRUE(std::ranges::equal(brainpool->raw(), kBrainpoolRaw));
  const auto edwards = read_public_key(kEd25519Info);
  ASSERT_TRUE(edwards);
  EXPECT_EQ(edwards->curve(), Curve::kEd25519);
  EXPECT_TRUE(std::ranges::equal(edwards->raw(), kEd25519Raw));
}

TEST(PublicKeyInfo, IsRefusedIfItIsNone) {
  const auto is_malformed = [](ByteView file) {
    return read_public_key(file).failed_with(LinkError::kMalformedField);
  };
  EXPECT_TRUE(is_malformed({}));
  EXPECT_TRUE(is_malformed(bytes_of("-----BEGIN PUBLIC KEY-----\nAAAA\n")));
  EXPECT_TRUE(is_malformed(ByteView{kEd25519Info}.first(kEd25519Info.size() - 1)));
  Fixed<kEd25519Info.size() + 1> longer{};
  copy_bytes(kEd25519Info, longer);
  EXPECT_TRUE(is_malformed(longer));
}

TEST(EcdsaSignature, IsConvertedToDerAndBack) {
  Fixed<64> signature{};
  signature[0] = std::byte{0x80};
  signature[63] = std::byte{5};
  constexpr auto der =
      "302602210080000000000000000000000000000000000000000000000000000000000000"
      "00020105"_hex;
  EXPECT_TRUE(std::ranges::equal(ecdsa_signature_to_der(signature), der));
  Fixed<64> back{};
  ASSERT_TRUE(ecdsa_signature_from_der(der, back));
  EXPECT_EQ(back, signature);
}

TEST(EcdsaSignature, IsRefusedIfItIsNone) {
  Fixed<64> out{};
  const auto is_malformed = [&](ByteView der, ByteSpan room) {
    return ecdsa_signature_from_der(der, room).failed_with(LinkError::kMalformedField);
  };
  EXPECT_TRUE(is_malformed({}, out));
  EXPECT_TRUE(is_malformed("3006020101020101 00"_hex, out));
  EXPECT_TRUE(is_malformed("30060201FF020101"_hex, out)) << "R is negative";
  EXPECT_TRUE(is_malformed("3009020401000000020101"_hex, ByteSpan{out}.first(6))) << "R is long";
}

}  // namespace
}  // namespace stsafe::certificates_openssl::public_key_info_test
