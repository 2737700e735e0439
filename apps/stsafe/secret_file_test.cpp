#include "apps/stsafe/secret_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "apps/devices/failure.h"
#include "stsafe/base/hex.h"

namespace stsafe::tool {
namespace {

class SecretFile : public testing::Test {
 protected:
  std::string write(const std::string& content, mode_t mode = 0600) {
    std::string path = testing::TempDir() + "stsafe-secret-XXXXXX";
    const int descriptor = mkstemp(path.data());
    EXPECT_GE(descriptor, 0);
    close(descriptor);
    std::ofstream{path, std::ios::binary} << content;
    chmod(path.c_str(), mode);
    path_ = path;
    return path;
  }
  void TearDown() override {
    if (!path_.empty()) unlink(path_.c_str());
  }
  std::string refusal(const std::string& path) {
    FileSecret secret;
    try {
      read_secret_file(path, {32}, secret);
    } catch (const devices::Failure& failure) {
      EXPECT_TRUE(secret.empty());
      return failure.what();
    }
    return "accepted";
  }

 private:
  std::string path_;
};

TEST_F(SecretFile, ReadsRawBytes) {
  FileSecret secret;
  read_secret_file(write(std::string(32, '\x5A')), {32}, secret);
  Fixed<32> expected;
  expected.fill(std::byte{0x5A});
  EXPECT_TRUE(equal_constant_time(secret.reveal(), expected));
}

TEST_F(SecretFile, ReadsHexadecimalDigits) {
  FileSecret secret;
  read_secret_file(write("00112233445566778899aabbccddeeff\n0123456789ABCDEF0123456789ABCDEF\n"),
                   {32}, secret);
  EXPECT_TRUE(equal_constant_time(
      secret.reveal(), "00112233445566778899AABBCCDDEEFF 0123456789ABCDEF0123456789ABCDEF"_hex));
}

TEST_F(SecretFile, RefusesLoosePermissionsAndSaysWhatMendsThem) {
  const auto path = write(std::string(32, 'k'), 0640);
  EXPECT_NE(refusal(path).find("chmod 600 '" + path + "'"), std::string::npos);
}

TEST_F(SecretFile, RefusesOtherSizesWithoutShowingTheContent) {
  for (const auto* content : {"", "hunter2", "5a5a", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}) {
    const auto message = refusal(write(content));
    EXPECT_NE(message.find("expected 32 bytes"), std::string::npos) << message;
    if (*content != '\0') {
      EXPECT_EQ(message.find(content), std::string::npos);
    }
  }
}

TEST_F(SecretFile, RefusesWhatIsNoFile) {
  EXPECT_NE(refusal("/nonexistent/key").find("cannot open"), std::string::npos);
  EXPECT_NE(refusal("/").find("is a directory"), std::string::npos);
}

TEST_F(SecretFile, DoesNotReadAnEndlessFile) {
  EXPECT_NE(refusal("/dev/zero").find("expected 32 bytes"), std::string::npos);
}

}  // namespace
}  // namespace stsafe::tool
