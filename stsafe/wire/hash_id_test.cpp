#include "stsafe/wire/hash_id.h"

#include <gtest/gtest.h>

#include <utility>

namespace stsafe::wire {
namespace {

// Part 02, section 0.6.
constexpr std::array<std::pair<HashAlgorithm, Fixed<11>>, 6> kIdentifiers{{
    {HashAlgorithm::kSha256, "0009 608648016503040201"_hex},
    {HashAlgorithm::kSha384, "0009 608648016503040202"_hex},
    {HashAlgorithm::kSha512, "0009 608648016503040203"_hex},
    {HashAlgorithm::kSha3_256, "0009 608648016503040208"_hex},
    {HashAlgorithm::kSha3_384, "0009 608648016503040209"_hex},
    {HashAlgorithm::kSha3_512, "0009 60864801650304020a"_hex},
}};

TEST(HashId, IsThatOfTheDocumentsInBothDirections) {
  for (const auto& [algorithm, identifier] : kIdentifiers) {
    Fixed<11> out{};
    Writer w{out};
    encode(w, algorithm);
    ASSERT_TRUE(w.finish());
    EXPECT_EQ(out, identifier);

    Reader r{identifier};
    HashAlgorithm read{};
    decode(r, read);
    EXPECT_TRUE(r.finish());
    EXPECT_EQ(read, algorithm);
  }
}

void expect_malformed(ByteView identifier) {
  Reader r{identifier};
  HashAlgorithm read{};
  decode(r, read);
  EXPECT_TRUE(r.finish().failed_with(LinkError::kMalformedField));
}

TEST(HashId, IsNotThatOfAnAlgorithmWithoutService) {
  expect_malformed("0005 2B0E03021A 00000000"_hex);    // SHA-1
  expect_malformed("0009 608648016503040204"_hex);     // SHA-224
  expect_malformed("000A 608648016503040201 00"_hex);  // another length
  expect_malformed("0000"_hex);
}

}  // namespace
}  // namespace stsafe::wire
