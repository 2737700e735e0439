#include <gtest/gtest.h>

#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/host/chunked_decryption.h"
#include "stsafe/host/chunked_encryption.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/sealed_message.h"
#include "stsafe/wire/commands/device.h"
#include "tests/support/chip_transport.h"

// The expected ciphertexts were computed with another library (Python's cryptography): key 32 × 5A,
// message byte i is i mod 251, byte i of the associated data 7 i mod 256.
namespace stsafe::long_messages_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;

constexpr wire::Usage kAllUsages =
    wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks;
constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

Bytes text_of(std::size_t size) {
  Bytes text(size);
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<std::byte>(i % 251);
  return text;
}
Bytes data_of(std::size_t size) {
  Bytes data(size);
  for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::byte>(7 * i);
  return data;
}

/// A chip that has the key 32 × 5A three times, and a host.
class LongMessage : public testing::Test {
 protected:
  static constexpr wire::KeyInfo kCcm{wire::SlotNumber{0}, {.usage = kAllUsages, .parameter = 16}};
  static constexpr wire::KeyInfo kGcm{
      wire::SlotNumber{1}, {.mode = wire::KeyMode::kGcm, .usage = kAllUsages, .parameter = 16}};
  static constexpr wire::KeyInfo kCounter{
      wire::SlotNumber{2},
      {.usage = kAllUsages, .parameter = 16, .counter = wire::CounterPlacement::at(9)}};

  LongMessage() {
    for (const auto& info : {kCcm, kGcm, kCounter}) {
      auto& slot = chip_.stored().symmetric[info.slot.raw()];
      slot.present = true;
      slot.key = info.key;
      std::ranges::fill(slot.value.prepare(32), std::byte{0x5A});
      slot.counter = 7;
    }
    chip_.set_host_keys(wire::HostKeyType::kAes128, kMacKey, kCipherKey, 0x41);
  }

  /// Both directions of all commands encrypted, or none.
  void start(bool everything_encrypted) {
    if (everything_encrypted) {
      for (std::uint16_t code = 0x1F11; code <= 0x1F16; ++code) {
        chip_.set_rule({wire::Opcode{code}, wire::CommandAccess::kHost, true, true});
      }
      chip_.set_rule({wire::Opcode{0x1B}, wire::CommandAccess::kHost, true, true});
      chip_.set_rule({wire::Opcode{0x1C}, wire::CommandAccess::kHost, true, true});
    }
    chip_.start();
    ASSERT_TRUE(device_.initialise());
    if (everything_encrypted) {
      ASSERT_TRUE(session_.open(wire::HostKeyType::kAes128, kMacKey, kCipherKey));
    }
    ASSERT_TRUE(nonces_.start(rng_));
    ASSERT_TRUE(ivs_.start(rng_));
  }
  std::string sha256(ByteView message) {
    Fixed<32> digest{};
    const std::array parts{message};
    EXPECT_TRUE(crypto_.hash().digest(HashAlgorithm::kSha256, parts, digest));
    return hex(digest);
  }

  crypto_openssl::SeededRng rng_{1, "long messages"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  testing_support::PreparedChip chip_;
  testing_support::ChipTransport transport_{chip_};
  host::Device device_{transport_};
  host::HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
  host::CcmStarKey ccm_{device_, kCcm};
  host::GcmKey gcm_{device_, kGcm};
  host::CcmStarKey counter_{device_, kCounter};
  host::NonceSequence nonces_;
  host::IvSequence ivs_;
  host::Nonce nonce_ = *host::Nonce::chosen_by_caller("000102030405060708090A0B0C"_hex);
  host::Iv iv_ = *host::Iv::chosen_by_caller("CAFEBABEFACEDBADDECAF888"_hex);
  Fixed<16> tag_{};
};

class LongMessageInEveryFrame : public LongMessage, public testing::WithParamInterface<bool> {};
INSTANTIATE_TEST_SUITE_P(Encrypted, LongMessageInEveryFrame, testing::Bool());

TEST_P(LongMessageInEveryFrame, OfCcmStarHasTheRightCiphertext) {
  start(GetParam());
  auto text = text_of(65535);
  const auto data = data_of(2000);
  auto sealing = host::ChunkedEncryption::start_with(ccm_, nonce_, data, text.size());
  ASSERT_TRUE(sealing) << describe(sealing.error());
  ASSERT_TRUE(sealing->finish(text, text, tag_));
  EXPECT_EQ(sha256(text), "0a692735ee53718f1f37b99e0eeefa87a38611cfa5defe27afc85a1b5904eff6");
  EXPECT_EQ(tag_, "ECA0F5F9069C2EC0E72010C640715ECF"_hex);
  ASSERT_TRUE(host::decrypt_message(ccm_, nonce_, data, text, tag_, text));
  EXPECT_EQ(text, text_of(65535));
}

TEST_P(LongMessageInEveryFrame, OfGcmHasTheRightCiphertext) {
  start(GetParam());
  auto text = text_of(70000);
  const auto data = data_of(2000);
  auto sealing = host::ChunkedEncryption::start_with(gcm_, iv_, data);
  ASSERT_TRUE(sealing) << describe(sealing.error());
  ASSERT_TRUE(sealing->finish(text, text, tag_));
  EXPECT_EQ(sha256(text), "822618e7ba1aaba9ed8cf58b2484ebe877b3d7e8c969fa31d4086d34817cd78c");
  EXPECT_EQ(tag_, "40D95471ED11B715B2982C29D4B757C5"_hex);
  ASSERT_TRUE(host::decrypt_message(gcm_, iv_, data, text, tag_, text));
  EXPECT_EQ(text, text_of(70000));
}

TEST_P(LongMessageInEveryFrame, IsOpenedWithTheNonceThatItsSealingReturned) {
  start(GetParam());
  const auto data = data_of(100);
  // Around what one command carries, and the longest.
  for (const std::size_t size :
       {0U, 1U, 600U, 620U, 640U, 660U, 680U, 700U, 720U, 740U, 760U, 65535U}) {
    auto text = text_of(size);
    for (auto* key : {&ccm_, &counter_}) {
      const auto nonce = host::encrypt_message(*key, nonces_, data, text, text, tag_);
      ASSERT_TRUE(nonce) << size << ": " << describe(nonce.error());
      ASSERT_TRUE(host::decrypt_message(*key, *nonce, data, text, tag_, text)) << size;
      EXPECT_EQ(text, text_of(size));
    }
    const auto iv = host::encrypt_message(gcm_, ivs_, data, text, text, tag_);
    ASSERT_TRUE(iv) << size << ": " << describe(iv.error());
    ASSERT_TRUE(host::decrypt_message(gcm_, *iv, data, text, tag_, text)) << size;
    EXPECT_EQ(text, text_of(size));
  }
}

TEST_F(LongMessage, UsesTheCounterOfItsKey) {
  start(false);
  auto text = text_of(1000);
  auto sealing = host::ChunkedEncryption::start_with(counter_, nonce_, data_of(5), text.size());
  ASSERT_TRUE(sealing);
  EXPECT_EQ(hex(sealing->nonce()), "00010203040506070800000007");
  ASSERT_TRUE(sealing->finish(text, text, tag_));
  EXPECT_EQ(sha256(text), "a4a041b6ea7c01d31a5a88c6de6160ee13a3bd2293eabfa3452dbd0779681a9e");
  EXPECT_EQ(tag_, "AD6E27340F7024C66426A98B78610A67"_hex);
}

TEST_F(LongMessage, TakesPiecesOfAnySize) {
  start(false);
  auto text = text_of(1000);
  auto sealing = host::ChunkedEncryption::start_with(ccm_, nonce_, {}, text.size());
  ASSERT_TRUE(sealing);
  auto rest = ByteSpan{text};
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 800U}) {
    ASSERT_TRUE(sealing->update(rest.first(size), rest.first(size)));
    rest = rest.subspan(size);
  }
  ASSERT_TRUE(sealing->finish(rest, rest, tag_));
  EXPECT_EQ(sha256(text), "98dcb52b16b9af7be6dc12c8d0da07a7f7196a96a256a556db4e378ce5c3f258");
  EXPECT_EQ(tag_, "BC9E063742BF6926F45AD826D1AC71A2"_hex);

  Bytes room(600);
  auto opening = host::ChunkedDecryption::start(ccm_, nonce_, {}, text.size(), room);
  ASSERT_TRUE(opening);
  ASSERT_TRUE(opening->update(ByteView{text}.first(600)));
  auto kept = testing_support::to_bytes(opening->take_unverified());
  const auto verified = opening->finish(ByteView{text}.subspan(600), tag_);
  ASSERT_TRUE(verified);
  kept.insert(kept.end(), verified->begin(), verified->end());
  EXPECT_EQ(kept, text_of(1000));
}

TEST_F(LongMessage, IsWipedWithAnyBitChanged) {
  start(false);
  const auto data = data_of(3);
  const auto text = text_of(1500);
  for (auto change : {0, 1, 2}) {
    auto sealed = text;
    auto its_data = data;
    ASSERT_TRUE(host::ChunkedEncryption::start_with(ccm_, nonce_, its_data, sealed.size())
                    ->finish(sealed, sealed, tag_));
    (change == 0 ? sealed[1] : change == 1 ? its_data[2] : tag_[15]) ^= std::byte{1};
    Bytes room(text.size(), std::byte{0xEE});
    EXPECT_TRUE(host::decrypt_message(ccm_, nonce_, its_data, sealed, tag_, room)
                    .failed_with(CryptoError::kNotAuthentic));
    EXPECT_EQ(room, Bytes(text.size()));
  }
}

TEST_F(LongMessage, EndsWithAResetOfTheChip) {
  start(false);
  auto sealing = host::ChunkedEncryption::start_with(ccm_, nonce_, {}, 2);
  ASSERT_TRUE(sealing);
  ASSERT_TRUE(device_.call(wire::Reset{}));
  Fixed<2> text{};
  EXPECT_TRUE(sealing->update(text, text).failed_with(Status::kSessionError));
  EXPECT_TRUE(sealing->finish(text, text, tag_).failed_with(UsageError::kNotOpen));
}

TEST_F(LongMessage, NeedsAKeyForChunks) {
  chip_.stored().symmetric[0].key.usage = wire::kEncrypt | wire::kDecrypt;
  start(false);
  EXPECT_TRUE(
      host::ChunkedEncryption::start_with(ccm_, nonce_, {}, 1).failed_with(Status::kWrongKeyUsage));
  EXPECT_TRUE(host::ChunkedDecryption::start(ccm_, nonce_, {}, 1, tag_)
                  .failed_with(Status::kWrongKeyUsage));
}

// The chip may have counted the piece: nothing is sent again.
TEST_F(LongMessage, EndsWithALostAnswer) {
  start(false);
  auto sealing = host::ChunkedEncryption::start_with(ccm_, nonce_, {}, 2);
  ASSERT_TRUE(sealing);
  transport_.next(wire::Opcode{0x1F12}, testing_support::ChipTransport::Fate::kLostAnswer);
  Fixed<2> text{};
  EXPECT_TRUE(sealing->update(text, text).failed_with(LinkError::kNoAnswer));
  EXPECT_TRUE(sealing->finish(tag_).failed_with(UsageError::kNotOpen));
}

}  // namespace
}  // namespace stsafe::long_messages_test
