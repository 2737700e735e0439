#include "apps/stsafe/secret_source.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>

#include "apps/devices/failure.h"
#include "stsafe/base/hex.h"

namespace stsafe::tool {
namespace {

class SecretSource : public testing::Test {
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
    InputSecret secret;
    try {
      read_secret(path, "key", {32}, secret);
    } catch (const devices::Failure& failure) {
      EXPECT_TRUE(secret.empty());
      return failure.what();
    }
    return "accepted";
  }

 private:
  std::string path_;
};

TEST_F(SecretSource, ReadsRawBytes) {
  InputSecret secret;
  read_secret(write(std::string(32, '\x5A')), "key", {32}, secret);
  Fixed<32> expected;
  expected.fill(std::byte{0x5A});
  EXPECT_TRUE(equal_constant_time(secret.reveal(), expected));
}

TEST_F(SecretSource, ReadsHexadecimalDigits) {
  InputSecret secret;
  read_secret(write("00112233445566778899aabbccddeeff\n0123456789ABCDEF0123456789ABCDEF\n"), "key",
              {32}, secret);
  EXPECT_TRUE(equal_constant_time(
      secret.reveal(), "00112233445566778899AABBCCDDEEFF 0123456789ABCDEF0123456789ABCDEF"_hex));
}

TEST_F(SecretSource, RefusesLoosePermissionsAndSaysWhatMendsThem) {
  const auto path = write(std::string(32, 'k'), 0640);
  EXPECT_NE(refusal(path).find("chmod 600 '" + path + "'"), std::string::npos);
}

TEST_F(SecretSource, RefusesOtherSizesWithoutShowingTheContent) {
  for (const auto* content : {"", "hunter2", "5a5a", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}) {
    const auto message = refusal(write(content));
    EXPECT_NE(message.find("expected 32 bytes"), std::string::npos) << message;
    if (*content != '\0') {
      EXPECT_EQ(message.find(content), std::string::npos);
    }
  }
}

// 31 characters and a line feed are 32 bytes, but not what was meant; in hexadecimal they are.
TEST_F(SecretSource, TakesTheEndOfAShortLineForNoPartOfTheSecretUnlessToldSo) {
  EXPECT_NE(refusal(write(std::string(31, 'k') + "\n")).find("holds a line of 31 bytes"),
            std::string::npos);
  std::string digits;
  for (int i = 0; i < 31; ++i) digits += "6b";
  InputSecret secret;
  read_secret(write(digits + "0a"), "key", {32}, secret);
  EXPECT_EQ(secret.size(), 32U);
  EXPECT_EQ(secret.reveal().back(), std::byte{'\n'});
}

TEST_F(SecretSource, RefusesWhatIsNoFile) {
  EXPECT_NE(refusal("/nonexistent/key").find("cannot open"), std::string::npos);
  EXPECT_NE(refusal("/").find("is a directory"), std::string::npos);
}

TEST_F(SecretSource, ReadsAnEnvironmentVariable) {
  setenv("STSAFE_TEST_KEY", "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a", 1);
  InputSecret secret;
  read_secret("env:STSAFE_TEST_KEY", "key", {32}, secret);
  unsetenv("STSAFE_TEST_KEY");
  Fixed<32> expected;
  expected.fill(std::byte{0x5A});
  EXPECT_TRUE(equal_constant_time(secret.reveal(), expected));
  EXPECT_NE(refusal("env:STSAFE_TEST_KEY").find("no variable 'STSAFE_TEST_KEY'"),
            std::string::npos);
}

TEST_F(SecretSource, ReadsAnOpenDescriptor) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  ASSERT_EQ(::write(pipe[1], "0123456789abcdef0123456789ABCDEF", 32), 32);
  close(pipe[1]);
  InputSecret secret;
  read_secret("fd:" + std::to_string(pipe[0]), "key", {16, 32}, secret);
  close(pipe[0]);
  EXPECT_EQ(secret.size(), 16u);  // as hexadecimal digits, where they can be
  EXPECT_NE(refusal("fd:x").find("fd:"), std::string::npos);
  EXPECT_NE(refusal("fd:12345").find("cannot read"), std::string::npos);
}

TEST_F(SecretSource, TakesTextWithTheLineFeedOfAnEditor) {
  InputSecret secret;
  read_secret(write("sixteen letters!\n"), "password", {16}, secret);
  EXPECT_EQ(secret.size(), 16u);
}

TEST_F(SecretSource, TakesARangeOfSizes) {
  InputSecret secret;
  read_secret(write("a secret of some size"), "key", SecretSizes::between(16, 64), secret);
  EXPECT_EQ(secret.size(), 21u);
  EXPECT_THROW(read_secret(write("short"), "key", SecretSizes::between(16, 64), secret),
               devices::Failure);
}

TEST_F(SecretSource, DoesNotReadAnEndlessFile) {
  EXPECT_NE(refusal("/dev/zero").find("expected 32 bytes"), std::string::npos);
}

}  // namespace
}  // namespace stsafe::tool
