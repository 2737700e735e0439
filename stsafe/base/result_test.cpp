#include "stsafe/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace stsafe {
namespace {

TEST(Result, HoldsAValue) {
  const Result<int> result{7};
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, 7);
  EXPECT_FALSE(result.failed_with(LinkError::kTruncated));
}

TEST(Result, HoldsWhyThereIsNone) {
  const Result<int> result{LinkError::kTruncated};
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), Error{LinkError::kTruncated});
  EXPECT_TRUE(result.failed_with(LinkError::kTruncated));
  EXPECT_FALSE(result.failed_with(LinkError::kTrailingBytes));
  EXPECT_FALSE(result.failed_with(BusError::kNack));
}

TEST(Result, OfNothingIsDoneOrNot) {
  const Result<void> done;
  EXPECT_TRUE(done);
  const Result<void> failed = UsageError::kNotOpen;
  ASSERT_FALSE(failed);
  EXPECT_TRUE(failed.failed_with(UsageError::kNotOpen));
}

TEST(Result, HasAnErrorTypeOfItsOwnIfWanted) {
  const Result<int, Status> failed{Status::kKeyBlocked};
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error(), Status::kKeyBlocked);
  const Result<int, Status> done{0};
  EXPECT_TRUE(done);
}

TEST(Result, PassesItsErrorOnToOneOfAnotherType) {
  const auto outer = []() -> Result<std::string> {
    const Result<int> inner{CryptoError::kInvalidKey};
    return inner.error();
  };
  EXPECT_TRUE(outer().failed_with(CryptoError::kInvalidKey));
}

TEST(Result, HoldsValuesThatCannotBeCopied) {
  Result<std::unique_ptr<int>> result{std::make_unique<int>(7)};
  ASSERT_TRUE(result);
  EXPECT_EQ(**result, 7);
  const auto taken = std::move(*result);
  EXPECT_EQ(*taken, 7);
}

TEST(Result, LetsItsValueBeChanged) {
  Result<std::string> result{std::string{"a"}};
  *result += "b";
  result->push_back('c');
  EXPECT_EQ(*result, "abc");
}

}  // namespace
}  // namespace stsafe
