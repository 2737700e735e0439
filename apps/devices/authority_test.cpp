#include "apps/devices/authority.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "apps/devices/failure.h"
#include "ports/certificates_openssl/chain_verifier.h"
#include "stsafe/base/hex.h"
#include "tests/support/tree.h"

namespace stsafe::devices {
namespace {

using testing_support::Bytes;
using testing_support::check_file;
using testing_support::Tree;

TEST(Authority, IsAlwaysTheSameTestAuthority) {
  Authority one;
  Authority other;
  EXPECT_EQ(one.certificate().der(), other.certificate().der());
  EXPECT_EQ(one.certificate().subject(),
            "C=NL, O=Simulated STSAFE-A120, CN=STSAFE-A SIM TEST CA 01");
  EXPECT_TRUE(one.certificate().is_authority());
}

TEST(Authority, IssuesWhatItsCertificateVerifies) {
  Authority authority;
  const auto key = *authority.certificate().public_key();
  Bytes certificate(1000);
  const auto size = authority.issuer().issue("A0949081D4C16B0139"_hex, key, certificate);
  ASSERT_TRUE(size);
  certificates_openssl::ChainVerifier verifier{authority.certificate()};
  EXPECT_TRUE(verifier.verify_chain(ByteView{certificate}.first(*size)));
}

class AuthorityFiles : public testing::Test {
 protected:
  AuthorityFiles() {
    std::filesystem::create_directory(folder_);
    check_file("user_authorities.json", [&](Tree& file) {
      file.skip({"source"});
      for (auto* vector : file.objects("authorities")) {
        vector->skip({"result"});
        const auto name = vector->text("comment");
        write(name + ".key", vector->bytes("private_key"));
        write(name + ".crt", vector->bytes("certificate"));
      }
    });
  }
  ~AuthorityFiles() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, ByteView bytes) {
    std::ofstream out(path(name), std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::filesystem::permissions(path(name), std::filesystem::perms::owner_all);
  }
  std::string refusal(const std::string& certificate, const std::string& key) {
    try {
      Authority authority{path(certificate), path(key)};
    } catch (const Failure& failure) {
      const bool is_missing = certificate.starts_with("missing") || key.starts_with("missing");
      EXPECT_EQ(failure.kind(), is_missing ? Failure::Kind::kNotFound : Failure::Kind::kUsage);
      return failure.what();
    }
    return "none";
  }

 private:
  std::filesystem::path folder_ = std::filesystem::path{testing::TempDir()} /
                                  testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(AuthorityFiles, MakeTheUsersOwn) {
  Authority authority{path("NIST P-384.crt"), path("NIST P-384.key")};
  EXPECT_EQ(authority.certificate().subject(), "C=NL, O=Example, CN=User's authority");
}

TEST_F(AuthorityFiles, ComeTogether) {
  const auto certificate = path("NIST P-256.crt");
  const auto key = path("NIST P-256.key");
  EXPECT_THROW(find_authority(certificate, {}), Failure);
  EXPECT_THROW(find_authority({}, key), Failure);
  EXPECT_EQ(find_authority(certificate, key)->certificate().subject(),
            "C=NL, O=Example, CN=User's authority");
  EXPECT_EQ(find_authority({}, {})->certificate().der(), Authority{}.certificate().der());
}

TEST_F(AuthorityFiles, AreRefusedWithWhatIsWrong) {
  const auto key = "NIST P-256.key";
  const auto certificate = "NIST P-256.crt";
  EXPECT_NE(refusal("missing.crt", key).find("cannot be read"), std::string::npos);
  EXPECT_NE(refusal("", key).find("is a directory"), std::string::npos);
  EXPECT_NE(refusal("no certificate.crt", key).find("not a certificate"), std::string::npos);
  EXPECT_NE(refusal("not an authority's certificate.crt", key).find("not an authority's"),
            std::string::npos);
  EXPECT_NE(refusal(certificate, "missing.key").find("cannot be read"), std::string::npos);
  EXPECT_NE(refusal(certificate, "encrypted key.key").find("or encrypted"), std::string::npos);
  EXPECT_NE(refusal(certificate, "key of another certificate.key").find("not the key of"),
            std::string::npos);
  EXPECT_NE(refusal("an Ed25519 authority.crt", "an Ed25519 authority.key").find("not a key on"),
            std::string::npos);
  std::filesystem::permissions(path(key), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_NE(refusal(certificate, key).find("chmod 600"), std::string::npos);
  write("long.crt", Bytes(70000));
  EXPECT_NE(refusal("long.crt", key).find("is longer"), std::string::npos);
}

}  // namespace
}  // namespace stsafe::devices
