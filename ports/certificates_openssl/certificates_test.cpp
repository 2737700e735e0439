#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "ports/certificates_openssl/certificate_authority.h"
#include "ports/certificates_openssl/chain_verifier.h"
#include "ports/crypto_openssl/openssl_signature.h"
#include "stsafe/base/hex.h"
#include "tests/support/scripted_rng.h"
#include "tests/support/tree.h"

namespace stsafe::certificates_openssl {
namespace {

using crypto_openssl::Nonces;
using crypto_openssl::OpensslSignature;
using testing_support::Bytes;
using testing_support::check_file;
using testing_support::ScriptedRng;
using testing_support::Tree;

constexpr std::time_t kYear2025 = 1735689600;
constexpr std::time_t kYear2060 = 2840140800;

Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

Certificate read(ByteView file) {
  auto certificate = Certificate::from_file(file);
  EXPECT_TRUE(certificate);
  return std::move(*certificate);
}

template <class T>
std::string verdict(const Result<T>& result) {
  EXPECT_EQ(ERR_peek_error(), 0UL);
  if (result) return "trusted";
  if (result.failed_with(CryptoError::kUntrustedCertificate)) return "untrusted";
  if (result.failed_with(CryptoError::kInvalidKey)) return "invalid key";
  if (result.failed_with(CryptoError::kUnsupported)) return "unsupported";
  return result.failed_with(LinkError::kMalformedField) ? "malformed" : "other";
}

TEST(Certificate, ReadsTheDocumentedOnes) {
  check_file("certificates.json", [](Tree& file) {
    file.skip({"source"});
    for (auto* vector : file.objects("certificates")) {
      SCOPED_TRACE(vector->text("name"));
      vector->skip({"comment", "under_the_root"});
      const auto der = vector->bytes("der");
      const auto certificate = read(der);
      EXPECT_EQ(der.size(), vector->number("size"));
      EXPECT_EQ(certificate.der(), der);
      EXPECT_EQ(certificate.serial_number(), vector->bytes("serial_number"));
      EXPECT_EQ(certificate.subject(), vector->text("subject"));
      EXPECT_EQ(certificate.issuer(), vector->text("issuer"));
      EXPECT_EQ(certificate.is_authority() ? "yes" : "no", vector->text("is_authority"));
      const auto key = certificate.public_key();
      ASSERT_TRUE(key);
      EXPECT_EQ(key->curve(), Curve::kNistP256);
      EXPECT_EQ(copy_of(key->raw()), vector->bytes("public_key"));
      const auto pem = certificate.pem();
      EXPECT_EQ(read(std::as_bytes(std::span{pem})).der(), der);
    }
  });
}

TEST(ChainVerifier, JudgesTheDocumentedOnesByTheirRoot) {
  check_file("certificates.json", [](Tree& file) {
    file.skip({"source"});
    const auto certificates = file.objects("certificates");
    ChainVerifier verifier{read(certificates.front()->bytes("der")), kYear2025};
    for (auto* vector : certificates) {
      SCOPED_TRACE(vector->text("name"));
      vector->skip({"comment", "size", "serial_number", "subject", "issuer", "is_authority"});
      const auto verified = verifier.verify_chain(vector->bytes("der"));
      EXPECT_EQ(verdict(verified), vector->text("under_the_root"));
      const auto key = vector->bytes("public_key");
      if (verified) {
        EXPECT_EQ(copy_of(verified->raw()), key);
      }
    }
  });
}

void check_chains(Tree& file) {
  file.skip({"source"});
  ChainVerifier verifier{read(file.bytes("root")), file.number("now")};
  for (auto* vector : file.objects("chains")) {
    SCOPED_TRACE(vector->text("comment"));
    const auto verified = verifier.verify_chain(vector->bytes("chain"));
    EXPECT_EQ(verdict(verified), vector->text("result"));
    if (verified) {
      EXPECT_EQ(copy_of(verified->raw()), vector->bytes("public_key"));
    }
  }
}

TEST(ChainVerifier, WantsTheRootSideFirstAndEveryLinkValid) {
  check_file("certificate_chains.json", check_chains);
}

// Part 03, section 8.5: the vendor's parser misreads them.
TEST(ChainVerifier, TakesSignaturesOfShortNumbers) {
  check_file("short_signatures.json", check_chains);
}

/// An authority with the key of the vectors, and what it shall issue.
class IssuedCertificate : public testing::Test {
 protected:
  IssuedCertificate() {
    check_file("issued_certificates.json", [&](Tree& file) {
      file.skip({"source", "issued"});
      key_ = file.object("authority").bytes("private_key");
      root_ = file.object("authority").bytes("certificate");
    });
    rng_.add(key_);
    EXPECT_TRUE(authority_.create());
    EXPECT_EQ(ERR_peek_error(), 0UL);
  }

  Bytes issue(ByteView serial_number, ByteView raw_key) {
    const auto key = PublicKey::from_raw(Curve::kNistP256, raw_key);
    EXPECT_TRUE(key);
    Bytes out(1000);
    const auto size = authority_.issue(serial_number, *key, out);
    EXPECT_TRUE(size);
    out.resize(size ? *size : 0);
    return out;
  }

  Bytes some_certificate() { return issue("A0949081D4C16B0139"_hex, some_key().raw()); }
  PublicKey some_key() { return *read(root_).public_key(); }

  Bytes key_;
  Bytes root_;
  ScriptedRng rng_;
  OpensslSignature signature_{rng_, Nonces::kDeterministic};
  CertificateAuthority authority_{signature_};
};

TEST_F(IssuedCertificate, HasTheDocumentedFormByteForByte) {
  EXPECT_EQ(authority_.certificate()->der(), root_);
  check_file("issued_certificates.json", [&](Tree& file) {
    file.skip({"source", "authority"});
    for (auto* vector : file.objects("issued")) {
      SCOPED_TRACE(vector->text("comment"));
      authority_.add_basic_constraints(vector->text("basic_constraints") == "yes");
      EXPECT_EQ(issue(vector->bytes("serial_number"), vector->bytes("public_key")),
                vector->bytes("certificate"));
    }
  });
}

// U-40, U-41: what the vendor's library assumes without a check.
TEST_F(IssuedCertificate, IsReadByTheVendorsParser) {
  std::set<std::size_t> sizes;
  for (unsigned i = 0; i < 300; ++i) {
    auto serial = "00000000000000"_hex;
    serial[5] = static_cast<std::byte>(i >> 8);
    serial[6] = static_cast<std::byte>(i);
    Bytes serial_number(serial.begin(), serial.end());
    serial_number.insert(serial_number.end(), {std::byte{1}, std::byte{0x39}});
    const auto der = issue(serial_number, some_key().raw());
    sizes.insert(der.size());
    EXPECT_TRUE(std::ranges::equal(ByteView{der}.first(2), "3082"_hex));
    EXPECT_TRUE(std::ranges::equal(ByteView{der}.subspan(4, 2), "3082"_hex));
    EXPECT_TRUE(std::ranges::equal(ByteView{der}.subspan(8, 9), "A003020102020B0209"_hex));
    EXPECT_TRUE(std::ranges::equal(ByteView{der}.subspan(17, 9), serial_number));
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{412, 413, 414}));
}

TEST_F(IssuedCertificate, IsTrustedUnderItsRootAlone) {
  const auto leaf = some_certificate();
  ChainVerifier verifier{read(root_), kYear2025};
  const auto verified = verifier.verify_chain(leaf);
  EXPECT_EQ(verdict(verified), "trusted");
  EXPECT_TRUE(std::ranges::equal(verified->raw(), some_key().raw()));
  ChainVerifier later{read(root_), kYear2060};
  EXPECT_EQ(verdict(later.verify_chain(leaf)), "untrusted");
  ChainVerifier other{read(leaf), kYear2025};
  EXPECT_EQ(verdict(other.verify_chain(some_certificate())), "untrusted");
}

TEST_F(IssuedCertificate, IsNotTrustedWithAnyByteChangedOrMissing) {
  const auto leaf = some_certificate();
  ChainVerifier verifier{read(root_), kYear2025};
  for (std::size_t i = 0; i < leaf.size(); ++i) {
    auto changed = leaf;
    changed[i] ^= std::byte{1};
    EXPECT_FALSE(verifier.verify_chain(changed)) << i;
    EXPECT_EQ(verdict(verifier.verify_chain(ByteView{leaf}.first(i))), "malformed") << i;
  }
  EXPECT_EQ(verdict(verifier.verify_chain(Bytes(1000))), "malformed");
  Bytes many;
  for (std::size_t i = 0; i <= ChainVerifier::kMaxChainLength; ++i) {
    many.insert(many.end(), leaf.begin(), leaf.end());
  }
  EXPECT_FALSE(verifier.verify_chain(many));
}

TEST_F(IssuedCertificate, IsRefusedForWrongSizes) {
  Bytes out(411);
  EXPECT_TRUE(authority_.issue("A0949081D4C16B0139"_hex, some_key(), out)
                  .failed_with(UsageError::kWrongSize));
  out.resize(1000);
  EXPECT_TRUE(authority_.issue("A0949081D4C16B01"_hex, some_key(), out)
                  .failed_with(UsageError::kWrongSize));
  CertificateAuthority nobody{signature_};
  EXPECT_TRUE(nobody.issue("A0949081D4C16B0139"_hex, some_key(), out)
                  .failed_with(CryptoError::kInvalidKey));
  EXPECT_TRUE(nobody.certificate().failed_with(UsageError::kNotOpen));
}

TEST_F(IssuedCertificate, CanBeOfAnyCurve) {
  ChainVerifier verifier{read(root_), kYear2025};
  check_file("certificate_chains.json", [&](Tree& file) {
    file.skip({"source", "root", "now"});
    for (auto* vector : file.objects("chains")) {
      vector->skip({"comment", "result", "public_key"});
      auto chain = ByteView{};
      const auto bytes = vector->bytes("chain");
      chain = bytes;
      const auto key = Certificate::take_der(chain)->public_key();
      if (!key) continue;  // RSA
      Bytes out(1000);
      const auto size = authority_.issue("A0949081D4C16B0139"_hex, *key, out);
      ASSERT_TRUE(size);
      out.resize(*size);
      const auto verified = verifier.verify_chain(out);
      ASSERT_TRUE(verified);
      EXPECT_EQ(verified->curve(), key->curve());
      EXPECT_TRUE(std::ranges::equal(verified->raw(), key->raw()));
    }
  });
}

TEST_F(IssuedCertificate, CanBeOfTheUsersOwnAuthority) {
  check_file("user_authorities.json", [&](Tree& file) {
    file.skip({"source"});
    for (auto* vector : file.objects("authorities")) {
      SCOPED_TRACE(vector->text("comment"));
      const auto certificate = vector->bytes("certificate");
      CertificateAuthority authority{signature_};
      const auto loaded = authority.load(vector->bytes("private_key"), certificate);
      const auto expected = vector->text("result");
      EXPECT_EQ(verdict(loaded), expected);
      Bytes out(1000);
      const auto size = authority.issue("A0949081D4C16B0139"_hex, some_key(), out);
      EXPECT_EQ(static_cast<bool>(size), expected == "trusted");
      if (!size) continue;
      ChainVerifier verifier{read(certificate), kYear2025};
      EXPECT_EQ(verdict(verifier.verify_chain(ByteView{out}.first(*size))), "trusted");
    }
  });
}

}  // namespace
}  // namespace stsafe::certificates_openssl
