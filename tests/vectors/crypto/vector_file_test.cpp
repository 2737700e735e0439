#include "tests/vectors/crypto/vector_file.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace stsafe::vectors {
namespace {

TEST(Vector, NamesTheFieldsThatNobodyRead) {
  const nlohmann::json fields{{"key", "00ff"}, {"comment", "text"}, {"tag", ""}};
  Vector vector(fields);
  EXPECT_EQ(vector.bytes("key"), (std::vector{std::byte{0x00}, std::byte{0xFF}}));
  EXPECT_EQ(vector.unread(), (std::vector<std::string>{"comment", "tag"}));
  vector.skip({"comment"});
  EXPECT_TRUE(vector.bytes("tag").empty());
  EXPECT_TRUE(vector.unread().empty());
}

TEST(Vector, FailsTheTestForAFieldThatIsMissingOrMalformed) {
  static const nlohmann::json fields{
      {"odd", "123"}, {"text", "0g"}, {"result", "maybe"}, {"curve", "p1"}};
  static Vector vector(fields);
  EXPECT_NONFATAL_FAILURE(vector.bytes("absent"), "no text field absent");
  EXPECT_NONFATAL_FAILURE(vector.bytes("odd"), "not hexadecimal");
  EXPECT_NONFATAL_FAILURE(vector.bytes("text"), "not hexadecimal");
  EXPECT_NONFATAL_FAILURE(vector.is_valid(), "maybe");
  EXPECT_NONFATAL_FAILURE(vector.curve(), "no curve named p1");
}

TEST(ForEachVector, FailsTheTestForAFileThatIsNotThere) {
  EXPECT_NONFATAL_FAILURE(for_each_vector("absent.json", [](Vector&) {}), "not a file of vectors");
}

TEST(ForEachVector, FailsTheTestForEveryFieldLeftUnread) {
  testing::TestPartResultArray failures;
  std::size_t count = 0;
  {
    const testing::ScopedFakeTestPartResultReporter reporter(&failures);
    count = for_each_vector("key_wrap_rfc3394.json",
                            [](Vector& vector) { vector.skip({"kek", "plain", "result"}); });
  }
  EXPECT_EQ(count, 4);
  ASSERT_EQ(failures.size(), 4);
  EXPECT_NE(std::string(failures.GetTestPartResult(0).message()).find("unread field wrapped"),
            std::string::npos);
}

}  // namespace
}  // namespace stsafe::vectors
