#include "ports/crypto_openssl/openssl_cipher_stream.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <random>

#include "ports/crypto_openssl/openssl_ccm.h"
#include "ports/crypto_openssl/openssl_gcm.h"
#include "stsafe/base/hex.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_cipher_stream_test {
namespace {

using crypto::CcmSizes;
using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;

constexpr auto kEncrypt = crypto::CipherDirection::kEncrypt;
constexpr auto kDecrypt = crypto::CipherDirection::kDecrypt;
const Fixed<16> kKey = "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"_hex;
const Fixed<13> kNonce = "00000003020100a0a1a2a3a4a5"_hex;
constexpr Error kNotOpen = UsageError::kNotOpen;
constexpr Error kWrongSize = UsageError::kWrongSize;

/// Cuts bytes into pieces whose sizes a seed decides, some of them empty.
class Splitter {
 public:
  explicit Splitter(unsigned seed) : random_(seed) {}

  template <class Take>
  void split(std::size_t size, Take take) {
    for (std::size_t at = 0; at < size;) {
      const auto piece = std::min<std::size_t>(random_() % 40, size - at);
      take(at, piece);
      at += piece;
    }
  }
  Bytes bytes(std::size_t size) {
    Bytes out(size);
    for (auto& byte : out) byte = static_cast<std::byte>(random_());
    return out;
  }
  std::size_t number_up_to(std::size_t most) { return random_() % (most + 1); }

 private:
  std::mt19937 random_;
};

/// Passes everything through a stream that was started, in pieces, in place.
Bytes run(OpensslCipherStream& stream, Splitter& splitter, ByteView associated_data, Bytes text) {
  splitter.split(associated_data.size(), [&](std::size_t at, std::size_t size) {
    EXPECT_TRUE(stream.add_associated_data(associated_data.subspan(at, size)));
  });
  splitter.split(text.size(), [&](std::size_t at, std::size_t size) {
    const auto piece = ByteSpan{text}.subspan(at, size);
    EXPECT_TRUE(stream.process(piece, piece));
  });
  return text;
}

TEST(OpensslCipherStream, AgreesWithThePublishedVectorsOfCcm) {
  OpensslCipherStream stream;
  Splitter splitter{1};
  const auto check = [&](Vector& vector) {
    const auto key = vector.bytes("key");
    const auto nonce = vector.bytes("nonce");
    const auto associated_data = vector.bytes("associated_data");
    const auto ciphertext = vector.bytes("ciphertext");
    const auto tag = vector.bytes("tag");
    const CcmSizes sizes{associated_data.size(), static_cast<std::uint32_t>(ciphertext.size()),
                         tag.size()};
    ASSERT_TRUE(stream.start_ccm(kDecrypt, key, nonce, sizes));
    const auto opened = run(stream, splitter, associated_data, ciphertext);
    const auto verified = stream.verify(tag);
    if (!vector.is_valid()) {
      EXPECT_TRUE(verified.failed_with(CryptoError::kNotAuthentic));
      return;
    }
    EXPECT_TRUE(verified);
    EXPECT_EQ(opened, vector.bytes("plaintext"));
    ASSERT_TRUE(stream.start_ccm(kEncrypt, key, nonce, sizes));
    EXPECT_EQ(run(stream, splitter, associated_data, opened), ciphertext);
    Bytes made(tag.size());
    EXPECT_TRUE(stream.finish(made));
    EXPECT_EQ(made, tag);
  };
  EXPECT_EQ(for_each_vector("ccm_rfc3610.json", check), 4);
  EXPECT_EQ(for_each_vector("ccm_star_ieee802154.json", check), 3);
  EXPECT_EQ(for_each_vector("ccm_cavs.json", check), 380);
  EXPECT_EQ(for_each_vector("ccm_sp800_38c.json", check), 2);
}

TEST(OpensslCipherStream, AgreesWithThePublishedVectorsOfGcm) {
  OpensslCipherStream stream;
  Splitter splitter{2};
  const auto check = [&](Vector& vector) {
    const auto key = vector.bytes("key");
    const auto iv = vector.bytes("iv");
    const auto associated_data = vector.bytes("associated_data");
    const auto plaintext = vector.bytes("plaintext");
    const auto ciphertext = vector.bytes("ciphertext");
    const auto tag = vector.bytes("tag");
    ASSERT_TRUE(stream.start_gcm(kEncrypt, key, iv));
    EXPECT_EQ(run(stream, splitter, associated_data, plaintext), ciphertext);
    Bytes made(16);
    EXPECT_TRUE(stream.finish(made));
    EXPECT_EQ(made, tag);
    ASSERT_TRUE(stream.start_gcm(kDecrypt, key, iv));
    EXPECT_EQ(run(stream, splitter, associated_data, ciphertext), plaintext);
    EXPECT_TRUE(stream.verify(tag));
  };
  EXPECT_EQ(for_each_vector("gcm_specification.json", check), 12);
}

// The one-shot forms are OpenSSL's own.
TEST(OpensslCipherStream, MakesTheSameOfRandomPiecesAsCcmOfTheWhole) {
  OpensslCipherStream stream;
  OpensslCcm ccm;
  constexpr std::array<std::size_t, 4> tag_sizes{0, 4, 8, 16};
  for (unsigned seed = 0; seed < 400; ++seed) {
    Splitter splitter{seed};
    const auto key = splitter.bytes(seed % 2 == 0 ? 16 : 32);
    Fixed<13> nonce{};
    copy_bytes(splitter.bytes(13), nonce);
    const auto associated_data = splitter.bytes(splitter.number_up_to(100));
    const auto plaintext = splitter.bytes(splitter.number_up_to(300));
    Bytes tag(tag_sizes[seed % tag_sizes.size()]);
    Bytes expected(plaintext.size());
    ASSERT_TRUE(ccm.encrypt(key, nonce, associated_data, plaintext, expected, tag));

    CcmSizes sizes{associated_data.size(), static_cast<std::uint32_t>(plaintext.size()),
                   tag.size()};
    ASSERT_TRUE(stream.start_ccm(kEncrypt, key, nonce, sizes));
    EXPECT_EQ(run(stream, splitter, associated_data, plaintext), expected);
    Bytes made(tag.size());
    EXPECT_TRUE(stream.finish(made));
    EXPECT_EQ(made, tag);

    // Trap T-17: announced with or without its tag.
    sizes.message_may_count_tag = true;
    for (const auto extra : {std::size_t{0}, tag.size()}) {
      sizes.message = static_cast<std::uint32_t>(plaintext.size() + extra);
      ASSERT_TRUE(stream.start_ccm(kDecrypt, key, nonce, sizes));
      EXPECT_EQ(run(stream, splitter, associated_data, expected), plaintext);
      EXPECT_TRUE(stream.verify(tag));
    }
  }
}

TEST(OpensslCipherStream, MakesTheSameOfRandomPiecesAsGcmOfTheWhole) {
  OpensslCipherStream stream;
  OpensslGcm gcm;
  constexpr std::array<std::size_t, 7> tag_sizes{4, 8, 12, 13, 14, 15, 16};
  for (unsigned seed = 0; seed < 400; ++seed) {
    Splitter splitter{seed};
    const auto key = splitter.bytes(seed % 2 == 0 ? 16 : 32);
    const auto iv = splitter.bytes(seed % 3 == 0 ? 12 : 1 + splitter.number_up_to(127));
    const auto associated_data = splitter.bytes(splitter.number_up_to(100));
    const auto plaintext = splitter.bytes(splitter.number_up_to(300));
    Bytes tag(tag_sizes[seed % tag_sizes.size()]);
    Bytes expected(plaintext.size());
    ASSERT_TRUE(gcm.encrypt(key, iv, associated_data, plaintext, expected, tag));

    ASSERT_TRUE(stream.start_gcm(kEncrypt, key, iv));
    EXPECT_EQ(run(stream, splitter, associated_data, plaintext), expected);
    Bytes made(tag.size());
    EXPECT_TRUE(stream.finish(made));
    EXPECT_EQ(made, tag);
    ASSERT_TRUE(stream.start_gcm(kDecrypt, key, iv));
    EXPECT_EQ(run(stream, splitter, associated_data, expected), plaintext);
    EXPECT_TRUE(stream.verify(tag));
  }
}

// Solved for: with this key, the IV makes a first counter block that ends in FFFFFFFE. Only 32 bits
// of it count (SP 800-38D, section 6.2).
TEST(OpensslCipherStream, WrapsTheCounterOfGcmWithin32Bits) {
  constexpr auto iv = "9ab2eb498eb10121f2e3d6017c702044"_hex;
  OpensslCipherStream stream;
  OpensslGcm gcm;
  Bytes text(100);
  Bytes expected(text.size());
  Bytes tag(16);
  Bytes made(16);
  ASSERT_TRUE(gcm.encrypt(kKey, iv, {}, text, expected, tag));
  ASSERT_TRUE(stream.start_gcm(kEncrypt, kKey, iv));
  ASSERT_TRUE(stream.process(text, text));
  ASSERT_TRUE(stream.finish(made));
  EXPECT_EQ(text, expected);
  EXPECT_EQ(made, tag);
}

TEST(OpensslCipherStream, TakesNoMoreThanTheCounterOfGcmCanEncrypt) {
  OpensslCipherStream stream;
  std::byte nothing{};
  // Shows no memory: the size is refused before anything is read.
  const ByteSpan beyond{&nothing, kMaxGcmMessageSize + 1};
  ASSERT_TRUE(stream.start_gcm(kEncrypt, kKey, Fixed<12>{}));
  EXPECT_TRUE(stream.process(beyond, beyond).failed_with(CryptoError::kUnsupported));
  EXPECT_TRUE(stream.process({}, {}).failed_with(kNotOpen));
}

TEST(OpensslCipherStream, RejectsAnyChangeOfGcmWithShortAndLongIvs) {
  OpensslCipherStream stream;
  const Bytes long_iv(129, std::byte{0x11});
  for (const auto iv : {ByteView{long_iv}.first(12), ByteView{long_iv}}) {
    Splitter splitter{4};
    const auto data = splitter.bytes(20);
    auto text = splitter.bytes(20);
    Bytes tag(16);
    const auto open = [&] {
      EXPECT_TRUE(stream.start_gcm(kDecrypt, kKey, iv));
      run(stream, splitter, data, text);
      return stream.verify(tag);
    };
    ASSERT_TRUE(stream.start_gcm(kEncrypt, kKey, iv));
    text = run(stream, splitter, data, text);
    ASSERT_TRUE(stream.finish(tag));
    ASSERT_TRUE(open());
    for (auto* field : {&text, &tag}) {
      for (auto& byte : *field) {
        byte ^= std::byte{0x40};
        EXPECT_TRUE(open().failed_with(CryptoError::kNotAuthentic));
        byte ^= std::byte{0x40};
      }
    }
  }
}

TEST(OpensslCipherStream, CountsLongAssociatedDataInSixBytes) {
  OpensslCipherStream stream;
  OpensslCcm ccm;
  for (const std::size_t size : {0xFEFFU, 0xFF00U, 0xFFFFU}) {
    const Bytes associated_data(size, std::byte{0x5A});
    Bytes expected(16);
    Bytes tag(16);
    ASSERT_TRUE(ccm.encrypt(kKey, kNonce, associated_data, {}, {}, expected));
    ASSERT_TRUE(stream.start_ccm(kEncrypt, kKey, kNonce, {size, 0, 16}));
    ASSERT_TRUE(stream.add_associated_data(associated_data));
    ASSERT_TRUE(stream.finish(tag));
    EXPECT_EQ(tag, expected) << size;
  }
}

TEST(OpensslCipherStream, RejectsAnyChange) {
  OpensslCipherStream stream;
  Splitter splitter{3};
  const auto data = splitter.bytes(20);
  auto text = splitter.bytes(20);
  Bytes tag(16);
  const auto open = [&] {
    EXPECT_TRUE(stream.start_ccm(kDecrypt, kKey, kNonce, {data.size(), 20, 16}));
    run(stream, splitter, data, text);
    return stream.verify(tag);
  };
  ASSERT_TRUE(stream.start_ccm(kEncrypt, kKey, kNonce, {data.size(), 20, 16}));
  text = run(stream, splitter, data, text);
  ASSERT_TRUE(stream.finish(tag));
  ASSERT_TRUE(open());
  for (auto* field : {&text, &tag}) {
    for (auto& byte : *field) {
      byte ^= std::byte{0x40};
      EXPECT_TRUE(open().failed_with(CryptoError::kNotAuthentic));
      byte ^= std::byte{0x40};
    }
  }
}

TEST(OpensslCipherStream, KnowsTheSizesOfCcm) {
  OpensslCipherStream stream;
  const Error why = CryptoError::kUnsupported;
  const Fixed<20> nonce{};
  for (std::size_t size = 0; size <= nonce.size(); ++size) {
    const bool is_right = size >= 7 && size <= 13;
    const auto started = stream.start_ccm(kEncrypt, kKey, ByteView{nonce}.first(size), {0, 1, 4});
    EXPECT_EQ(static_cast<bool>(started), is_right) << size;
    EXPECT_EQ(started.failed_with(why), !is_right) << size;
  }
  for (std::size_t size = 0; size <= 20; ++size) {
    const bool is_right = size == 0 || size == 4 || size == 8 || size == 16;
    const auto started = stream.start_ccm(kEncrypt, kKey, kNonce, {0, 1, size});
    EXPECT_EQ(static_cast<bool>(started), is_right) << size;
  }
  EXPECT_TRUE(stream.start_ccm(kEncrypt, kKey, kNonce, {0x10000, 1, 4}).failed_with(why));
  EXPECT_TRUE(stream.start_ccm(kEncrypt, kKey, kNonce, {0, 0xFFFF, 4}));
  EXPECT_TRUE(stream.start_ccm(kEncrypt, kKey, kNonce, {0, 0x10000, 4}).failed_with(why));
  EXPECT_TRUE(stream.start_ccm(kEncrypt, kKey, ByteView{kNonce}.first(12), {0, 0x10000, 4}));
  EXPECT_TRUE(stream.start_ccm(kEncrypt, kKey, ByteView{kNonce}.first(12), {0, 0x1000000, 4})
                  .failed_with(why));
  EXPECT_TRUE(stream.start_ccm(kEncrypt, kKey, ByteView{kNonce}.first(11), {0, 0xFFFFFFFF, 4}));
  // With its tag, a message may seem longer than it is.
  EXPECT_TRUE(stream.start_ccm(kDecrypt, kKey, kNonce, {0, 0x10003, 4, true}));
  EXPECT_TRUE(stream.start_ccm(kDecrypt, kKey, kNonce, {0, 0x10004, 4, true}).failed_with(why));
  EXPECT_TRUE(stream.add_associated_data({}).failed_with(kNotOpen));
}

TEST(OpensslCipherStream, TakesNoMoreAndNoLessThanCcmWasToldOf) {
  OpensslCipherStream stream;
  Bytes text(6);
  const auto some = [&](std::size_t size) { return ByteSpan{text}.first(size); };
  const auto start = [&](std::size_t data, std::uint32_t message) {
    ASSERT_TRUE(stream.start_ccm(kEncrypt, kKey, kNonce, {data, message, 4}));
  };
  start(2, 5);
  EXPECT_TRUE(stream.add_associated_data(some(3)).failed_with(kWrongSize));
  EXPECT_TRUE(stream.add_associated_data(some(1)).failed_with(kNotOpen));
  start(2, 5);
  ASSERT_TRUE(stream.add_associated_data(some(1)));
  EXPECT_TRUE(stream.process(some(1), some(1)).failed_with(kWrongSize));
  start(0, 5);
  EXPECT_TRUE(stream.process(some(6), some(6)).failed_with(kWrongSize));
  start(0, 5);
  ASSERT_TRUE(stream.process(some(4), some(4)));
  EXPECT_TRUE(stream.finish(some(4)).failed_with(kWrongSize));
  start(1, 0);
  EXPECT_TRUE(stream.finish(some(4)).failed_with(kWrongSize));
  start(0, 4);
  ASSERT_TRUE(stream.process(some(4), some(4)));
  EXPECT_TRUE(stream.finish(some(5)).failed_with(kWrongSize));
  start(0, 4);
  EXPECT_TRUE(stream.process(some(4), some(3)).failed_with(kWrongSize));

  ASSERT_TRUE(stream.start_ccm(kDecrypt, kKey, kNonce, {0, 6, 4, true}));
  ASSERT_TRUE(stream.process(some(3), some(3)));
  EXPECT_TRUE(stream.verify(some(4)).failed_with(kWrongSize));
}

TEST(OpensslCipherStream, KeepsItsOrder) {
  OpensslCipherStream stream;
  Bytes text(4);
  EXPECT_TRUE(stream.add_associated_data(text).failed_with(kNotOpen));
  EXPECT_TRUE(stream.process(text, text).failed_with(kNotOpen));
  EXPECT_TRUE(stream.finish(text).failed_with(kNotOpen));
  EXPECT_TRUE(stream.verify(text).failed_with(kNotOpen));
  ASSERT_TRUE(stream.start_gcm(kEncrypt, kKey, kNonce));
  EXPECT_TRUE(stream.verify(text).failed_with(kNotOpen));
  ASSERT_TRUE(stream.process({}, {}));
  ASSERT_TRUE(stream.add_associated_data(text));
  ASSERT_TRUE(stream.process(text, text));
  EXPECT_TRUE(stream.add_associated_data(text).failed_with(kNotOpen));
  EXPECT_TRUE(stream.finish(text));
  EXPECT_TRUE(stream.finish(text).failed_with(kNotOpen));
  ASSERT_TRUE(stream.start_gcm(kDecrypt, kKey, kNonce));
  EXPECT_TRUE(stream.finish(text).failed_with(kNotOpen));
  stream.abandon();
  EXPECT_TRUE(stream.verify(text).failed_with(kNotOpen));
}

TEST(OpensslCipherStream, RefusesWhatGcmDoesNotHave) {
  OpensslCipherStream stream;
  EXPECT_TRUE(stream.start_gcm(kEncrypt, kKey, {}).failed_with(kWrongSize));
  Fixed<20> tag{};
  for (std::size_t size = 0; size <= tag.size(); ++size) {
    ASSERT_TRUE(stream.start_gcm(kEncrypt, kKey, kNonce));
    const auto finished = stream.finish(ByteSpan{tag}.first(size));
    EXPECT_EQ(static_cast<bool>(finished), is_gcm_tag_size(size)) << size;
  }
  const Error invalid = CryptoError::kInvalidKey;
  const Fixed<64> bytes{};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == 16 || size == 32) continue;
    const auto key = ByteView{bytes}.first(size);
    EXPECT_TRUE(stream.start_gcm(kEncrypt, key, kNonce).failed_with(invalid));
    EXPECT_TRUE(stream.start_ccm(kEncrypt, key, kNonce, {0, 1, 4}).failed_with(invalid));
  }
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_cipher_stream_test
