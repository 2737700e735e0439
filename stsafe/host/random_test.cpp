#include "stsafe/host/random.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::ModelChip;

class GenerateRandomTest : public testing::Test {
 protected:
  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(GenerateRandomTest, AsksForAtMost255BytesAtATime) {
  chip_.next({.payload = Bytes(255, std::byte{0x01})});
  chip_.next({.payload = Bytes(255, std::byte{0x02})});
  chip_.next({.payload = Bytes(90, std::byte{0x03})});
  Bytes out(600);
  ASSERT_TRUE(generate_random(device_, out));
  EXPECT_EQ(chip_.payloads, (std::vector<Bytes>{testing_support::to_bytes("00FF"_hex),
                                                testing_support::to_bytes("00FF"_hex),
                                                testing_support::to_bytes("005A"_hex)}));
  EXPECT_EQ(std::ranges::count(out, std::byte{0x01}), 255);
  EXPECT_EQ(std::ranges::count(out, std::byte{0x02}), 255);
  EXPECT_EQ(out.back(), std::byte{0x03});
}

TEST_F(GenerateRandomTest, SendsNothingForNothing) {
  EXPECT_TRUE(generate_random(device_, {}));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(GenerateRandomTest, RefusesAnAnswerOfAnotherSize) {
  for (const std::size_t size : {0U, 3U, 5U}) {
    chip_.next({.payload = Bytes(size)});
    Fixed<4> out{};
    EXPECT_TRUE(generate_random(device_, out).failed_with(LinkError::kUnexpectedResponse)) << size;
  }
}

TEST_F(GenerateRandomTest, StopsAtTheFirstError) {
  chip_.next({.payload = Bytes(255)});
  chip_.next({.status = Status::kUnexpectedError});
  Bytes out(600);
  EXPECT_TRUE(generate_random(device_, out).failed_with(Status::kUnexpectedError));
  EXPECT_EQ(chip_.log.size(), 2U);
}

}  // namespace
}  // namespace stsafe::host
