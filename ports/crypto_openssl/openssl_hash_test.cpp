#include "ports/crypto_openssl/openssl_hash.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>
#include <utility>

#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_hash_test {
namespace {

using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;

HashAlgorithm algorithm_of(const std::string& name) {
  if (name == "SHA-256") return HashAlgorithm::kSha256;
  if (name == "SHA-384") return HashAlgorithm::kSha384;
  if (name == "SHA-512") return HashAlgorithm::kSha512;
  if (name == "SHA3-256") return HashAlgorithm::kSha3_256;
  if (name == "SHA3-384") return HashAlgorithm::kSha3_384;
  EXPECT_EQ(name, "SHA3-512");
  return HashAlgorithm::kSha3_512;
}

Bytes digest_of(OpensslHash& hash, HashAlgorithm algorithm, std::span<const ByteView> parts) {
  Bytes out(digest_size(algorithm));
  EXPECT_TRUE(hash.digest(algorithm, parts, out));
  return out;
}

Bytes finished(OpensslHashStream& stream, HashAlgorithm algorithm) {
  Bytes out(digest_size(algorithm));
  EXPECT_TRUE(stream.finish(out));
  return out;
}

void check(OpensslHash& hash, OpensslHashStream& stream, Vector& vector) {
  const auto algorithm = algorithm_of(vector.text("algorithm"));
  const auto message = vector.bytes("message");
  const auto digest = vector.bytes("digest");

  const std::array<ByteView, 1> whole{message};
  EXPECT_EQ(digest_of(hash, algorithm, whole), digest);
  for (std::size_t cut = 0; cut <= message.size(); ++cut) {
    const std::array<ByteView, 3> parts{ByteView{message}.first(cut), ByteView{},
                                        ByteView{message}.subspan(cut)};
    EXPECT_EQ(digest_of(hash, algorithm, parts), digest) << "cut at " << cut;

    EXPECT_TRUE(stream.start(algorithm));
    for (const auto part : parts) EXPECT_TRUE(stream.update(part));
    EXPECT_EQ(finished(stream, algorithm), digest) << "cut at " << cut;
  }
}

TEST(OpensslHash, ComputesThePublishedDigestsHoweverTheMessageIsCut) {
  OpensslHash hash;
  OpensslHashStream stream;
  const auto check_vector = [&](Vector& vector) { check(hash, stream, vector); };
  EXPECT_EQ(for_each_vector("hash_fips180.json", check_vector), 6);
  EXPECT_EQ(for_each_vector("hash_fips202.json", check_vector), 6);
}

TEST(OpensslHash, TakesNoPartsAsTheEmptyMessage) {
  OpensslHash hash;
  const std::array<ByteView, 1> one_empty_part{};
  for (const auto algorithm : kAllHashAlgorithms) {
    EXPECT_EQ(digest_of(hash, algorithm, {}), digest_of(hash, algorithm, one_empty_part));
  }
}

TEST(OpensslHash, RefusesEveryOtherDigestSize) {
  OpensslHash hash;
  Bytes out(kMaxDigestSize + 1);
  for (const auto algorithm : kAllHashAlgorithms) {
    for (std::size_t size = 0; size <= out.size(); ++size) {
      const auto done = hash.digest(algorithm, {}, ByteSpan{out}.first(size));
      EXPECT_EQ(done.failed_with(UsageError::kWrongSize), size != digest_size(algorithm)) << size;
    }
  }
}

TEST(OpensslHashStream, BeginsAnewWithEachStart) {
  OpensslHashStream stream;
  ASSERT_TRUE(stream.start(HashAlgorithm::kSha512));
  ASSERT_TRUE(stream.update(Bytes(200)));
  ASSERT_TRUE(stream.start(HashAlgorithm::kSha256));
  OpensslHash hash;
  EXPECT_EQ(finished(stream, HashAlgorithm::kSha256), digest_of(hash, HashAlgorithm::kSha256, {}));
}

TEST(OpensslHashStream, KnowsNothingBeforeStartAndAfterFinishOrAbandon) {
  OpensslHashStream stream;
  Bytes out(32);
  const auto expect_not_open = [&] {
    EXPECT_TRUE(stream.update(out).failed_with(UsageError::kNotOpen));
    EXPECT_TRUE(stream.finish(out).failed_with(UsageError::kNotOpen));
  };
  expect_not_open();
  ASSERT_TRUE(stream.start(HashAlgorithm::kSha256));
  stream.abandon();
  expect_not_open();
  ASSERT_TRUE(stream.start(HashAlgorithm::kSha256));
  ASSERT_TRUE(stream.finish(out));
  expect_not_open();
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

TEST(OpensslHashStream, GoesOnAfterADigestOfTheWrongSizeWasAskedFor) {
  OpensslHashStream stream;
  ASSERT_TRUE(stream.start(HashAlgorithm::kSha384));
  Bytes out(47);
  EXPECT_TRUE(stream.finish(out).failed_with(UsageError::kWrongSize));
  out.resize(48);
  EXPECT_TRUE(stream.finish(out));
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_hash_test
