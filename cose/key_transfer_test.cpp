#include "cose/key_transfer.h"

#include <gtest/gtest.h>

#include "tests/support/sealing_chip.h"

namespace stsafe::cose::key_transfer_test {
namespace {

using testing_support::hex;
using testing_support::SealingChip;
using testing_support::to_bytes;

constexpr auto kSealing = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr auto kLong = "849B57219DAE48DE646D07DBB533566E976686457C1491BE3A76DCEA6C427188"_hex;
constexpr wire::Usage kBothWays = wire::kEncrypt | wire::kDecrypt;

SymmetricKey make_key(std::size_t size, std::optional<std::int64_t> algorithm,
                      std::vector<std::int64_t> operations = {}) {
  SymmetricKey key{.algorithm = algorithm, .operations = std::move(operations)};
  key.value = SecretBytes{ByteView{kLong}.first(size)};
  key.key_id = to_bytes("6B6579"_hex);
  return key;
}

TEST(KeyTransfer, DescribesKeysByAlgAndOperations) {
  const auto ccm = describe_key(make_key(32, 11, {3}));
  ASSERT_TRUE(ccm) << ccm.error().message;
  EXPECT_EQ(*ccm, (wire::KeyDescription{.type = wire::KeyType::kAes256,
                                        .mode = wire::KeyMode::kCcmStar,
                                        .usage = wire::kEncrypt | wire::kEncryptChunks,
                                        .parameter = 8}));
  const auto gcm = describe_key(make_key(16, 1));
  ASSERT_TRUE(gcm);
  EXPECT_EQ(*gcm, (wire::KeyDescription{.type = wire::KeyType::kAes128,
                                        .mode = wire::KeyMode::kGcm,
                                        .usage = SealingChip::kAllUsages,
                                        .parameter = 16}));
  EXPECT_EQ(describe_key(make_key(16, std::nullopt)).error().reason, Reason::kUnsupported);
  EXPECT_EQ(describe_key(make_key(16, 2)).error().reason, Reason::kUnsupported);  // A192GCM
  EXPECT_EQ(describe_key(make_key(32, 5)).error().reason, Reason::kUnsupported);  // HMAC
  EXPECT_EQ(describe_key(make_key(16, 31)).error().reason, Reason::kUnexpected);  // size
  EXPECT_EQ(describe_key(make_key(16, 30, {9})).error().reason, Reason::kUnexpected);
}

TEST(KeyTransfer, KnowsWhatAKeyIsFor) {
  struct Case {
    SymmetricKey key;
    wire::KeyDescription description;
    Reason reason;
  };
  using wire::KeyMode;
  using wire::KeyType;
  const auto aes = [](KeyMode mode, wire::Usage usage, std::uint8_t parameter) {
    return wire::KeyDescription{.mode = mode, .usage = usage, .parameter = parameter};
  };
  const auto secret = [](KeyMode mode, wire::Usage usage) {
    return wire::KeyDescription{
        .type = KeyType::kGenericSecret, .mode = mode, .usage = usage, .secret_size = 32};
  };
  std::vector<Case> cases;
  const auto add = [&](SymmetricKey key, const wire::KeyDescription& description, Reason reason) {
    cases.push_back({std::move(key), description, reason});
  };
  using enum Reason;
  add(make_key(32, {}), aes(KeyMode::kCmac, wire::kGenerateMac, 8), kNone);
  add(make_key(32, {}, {9}), aes(KeyMode::kCmac, wire::kGenerateMac, 8), kNone);
  add(make_key(32, {}, {9}), aes(KeyMode::kCmac, wire::kVerifyMac, 8), kUnexpected);
  add(make_key(32, {}, {10}), aes(KeyMode::kCmac, wire::kVerifyMac, 8), kNone);
  add(make_key(32, 31, {3, 4}), aes(KeyMode::kCcmStar, kBothWays, 16), kNone);
  add(make_key(32, 31, {4}), aes(KeyMode::kCcmStar, kBothWays, 16), kUnexpected);
  add(make_key(32, 31, {3}), aes(KeyMode::kCcmStar, wire::kDecryptChunks, 16), kUnexpected);
  add(make_key(32, 31), aes(KeyMode::kCcmStar, kBothWays, 8), kUnexpected);
  add(make_key(32, 31), aes(KeyMode::kGcm, kBothWays, 16), kUnexpected);
  add(make_key(32, 3), aes(KeyMode::kGcm, kBothWays, 16), kNone);
  add(make_key(32, 7), aes(KeyMode::kGcm, kBothWays, 16), kUnsupported);
  add(make_key(31, {}), aes(KeyMode::kGcm, kBothWays, 16), kUnexpected);
  add(make_key(32, 5), secret(KeyMode::kHmac, wire::kGenerateMac), kNone);
  add(make_key(32, 5), secret(KeyMode::kHkdf, wire::kDerive), kUnexpected);
  add(make_key(32, -10, {8}), secret(KeyMode::kHkdf, wire::kDerive), kNone);
  add(make_key(32, -10, {3}), secret(KeyMode::kHkdf, wire::kDerive), kUnexpected);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto why = check_fits(cases[i].key, cases[i].description).error();
    EXPECT_EQ(why.reason, cases[i].reason) << i << ": " << why.message;
  }
}

class WriteKey : public testing::Test {
 protected:
  WriteKey() {
    chip_.put_key(3, kSealing);
    auto& flags = chip_.chip().stored().symmetric_control;
    flags[5].flags = wire::SlotControlFields::kWrappedAnonymous;
    Bytes random(4096);
    EXPECT_TRUE(rng_.fill(random));
    chip_.chip().rng().add(random);
    chip_.start();
    auto opened = ChipKey::open(chip_.device(), wire::SlotNumber{3});
    EXPECT_TRUE(opened);
    key_ = *opened;
    std::vector<SymmetricKey> keys;
    keys.push_back(make_key(32, 31));
    auto sealed = seal_key_set(*key_, chip_.nonces(), keys);
    EXPECT_TRUE(sealed);
    sealed_ = *sealed;
  }
  KeyDestination destination() {
    return {.device = chip_.device(),
            .crypto = {crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()},
            .curve = Curve::kX25519};
  }
  Result<host::KeyWrite> write(std::uint8_t slot, ByteView key_id, std::uint8_t tag_size = 16) {
    const wire::KeyInfo info{wire::SlotNumber{slot},
                             {.usage = SealingChip::kAllUsages, .parameter = tag_size}};
    return write_key_from_set(*key_, sealed_, key_id, destination(), info);
  }

  SealingChip chip_;
  crypto_openssl::SeededRng rng_{2, "key transfer"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  std::optional<ChipKey> key_;
  Bytes sealed_;
};

TEST_F(WriteKey, PutsAKeyOfASealedSetIntoASlot) {
  const auto written = write(5, "6B6579"_hex);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(*written, host::KeyWrite::kAnswered);
  EXPECT_EQ(hex(chip_.chip().stored().symmetric[5].value.reveal()), hex(kLong));
  EXPECT_TRUE(ChipKey::open(chip_.device(), wire::SlotNumber{5}));
}

TEST_F(WriteKey, RefusesBeforeTheChipIsAsked) {
  EXPECT_EQ(write(5, "00"_hex).error().reason, Reason::kUnfitKey);
  EXPECT_EQ(write(5, "6B6579"_hex, 8).error().reason, Reason::kUnexpected);
  sealed_.back() ^= std::byte{1};
  EXPECT_EQ(write(5, "6B6579"_hex).error().reason, Reason::kNotAuthentic);
  EXPECT_FALSE(chip_.chip().stored().symmetric[5].present);
}

TEST_F(WriteKey, SaysWhatTheChipSays) {
  const auto why = write(7, "6B6579"_hex).error();  // a slot that takes no wrapped keys
  EXPECT_EQ(why.reason, Reason::kDevice);
  EXPECT_EQ(why.cause, Error{Status::kCommandNotAuthorized});
  EXPECT_TRUE(why.message.starts_with("writing slot 7: ")) << why.message;
}

}  // namespace
}  // namespace stsafe::cose::key_transfer_test
