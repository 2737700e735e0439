#include "stsafe/host/establish_keys.h"

#include <gtest/gtest.h>

#include "tests/support/failing_crypto.h"
#include "tests/support/model_chip.h"

// That both ends derive the same is shown by tests/pairing and tests/vectors.
namespace stsafe::host::establish_keys_test {
namespace {

using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr std::uint16_t kTable = 0x1423;
constexpr std::uint16_t kGenerate = 0x1F0B;
constexpr std::uint16_t kEstablish = 0x1F04;
constexpr std::uint16_t kConfirm = 0x1F05;

constexpr auto kEmpty = "03 00 00 00"_hex;
constexpr auto kWritten = "03 00 01 01 00 000C 08 00 01 00 01 0003 04"_hex;

constexpr std::array kKeys{
    wire::KeyInfo{wire::SlotNumber{1}, {.usage = wire::kEncrypt | wire::kDecrypt, .parameter = 8}},
    wire::KeyInfo{wire::SlotNumber{2},
                  {.type = wire::KeyType::kAes128,
                   .mode = wire::KeyMode::kCmac,
                   .usage = wire::kGenerateMac | wire::kVerifyMac,
                   .parameter = 4}}};

class EstablishKeys : public testing::Test {
 protected:
  EstablishKeys() {
    for (int i = 0; i < 6; ++i) rng_.add(Fixed<32>{std::byte{0x5A}});
    chip_.always(
        wire::Opcode{kGenerate},
        {.payload = to_bytes(
             "00 03 2B 65 6E 00 20 9F B3 80 3D 88 F0 B4 72 39 DA 04 6F 1A C7 5F 29 AF 39 8B 56 72 38 9D F2 EE 0B 87 3F C0 E3 FC 73"_hex)});
    show(kEmpty);
    chip_.always(wire::Opcode{kConfirm}, {.effect = [&] { show(kWritten); }});
  }
  void show(ByteView table) { chip_.always(wire::Opcode{kTable}, {.payload = to_bytes(table)}); }
  Result<KeyWrite> establish(std::span<const wire::KeyInfo> keys = kKeys,
                             Curve curve = Curve::kX25519) {
    return establish_symmetric_keys(device_, {failing_.ecdh(), failing_.hkdf(), failing_.cmac()},
                                    curve, keys, std::span{values_}.first(keys.size()));
  }
  bool has_values() const { return !values_[0].empty() || !values_[1].empty(); }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  testing_support::Countdown countdown_;
  testing_support::FailingCrypto failing_{crypto_, countdown_};
  std::array<Secret<32>, 17> values_;
};

TEST_F(EstablishKeys, GivesTheHostAllKeys) {
  const auto established = establish();
  ASSERT_TRUE(established);
  EXPECT_EQ(*established, KeyWrite::kAnswered);
  EXPECT_EQ(values_[0].size(), 32U);
  EXPECT_EQ(values_[1].size(), 16U);
  EXPECT_EQ(chip_.log,
            (std::vector<std::uint16_t>{kTable, kGenerate, kEstablish, kConfirm, kTable}));
}

// T-6: a generic secret has the length that its key information says.
TEST_F(EstablishKeys, GivesAWholeSecret) {
  const std::array secret{wire::KeyInfo{wire::SlotNumber{1},
                                        {.type = wire::KeyType::kGenericSecret,
                                         .mode = wire::KeyMode::kHmac,
                                         .usage = wire::kGenerateMac,
                                         .parameter = 16,
                                         .secret_size = 20}}};
  chip_.always(wire::Opcode{kConfirm}, {.effect = [&] { show("03 00 01 02 05 0002 00"_hex); }});
  ASSERT_TRUE(establish(secret));
  EXPECT_EQ(values_[0].size(), 20U);
}

TEST_F(EstablishKeys, IsReadBackWhenTheAnswerIsLost) {
  chip_.always(wire::Opcode{kConfirm},
               {.lost_answer = LinkError::kNoAnswer, .effect = [&] { show(kWritten); }});
  const auto established = establish();
  ASSERT_TRUE(established);
  EXPECT_EQ(*established, KeyWrite::kReadBack);
  EXPECT_TRUE(has_values());
}

// All or none: one slot that held something else before is enough.
TEST_F(EstablishKeys, IsReadBackByTheSlotThatTells) {
  show("03 00 01 01 00 000C 08 00 00"_hex);
  chip_.always(wire::Opcode{kConfirm},
               {.lost_answer = LinkError::kNoAnswer, .effect = [&] { show(kWritten); }});
  const auto established = establish();
  ASSERT_TRUE(established);
  EXPECT_EQ(*established, KeyWrite::kReadBack);
}

TEST_F(EstablishKeys, KeepsTheKeysIfItCannotBeKnown) {
  show(kWritten);
  chip_.always(wire::Opcode{kConfirm}, {.lost_answer = LinkError::kNoAnswer});
  const auto established = establish();
  ASSERT_TRUE(established);
  EXPECT_EQ(*established, KeyWrite::kCannotKnow);
  EXPECT_TRUE(has_values());
}

TEST_F(EstablishKeys, FailsAndWipesWhenAStepWasLostOrRefused) {
  chip_.always(wire::Opcode{kConfirm}, {.lost_request = LinkError::kNoAnswer});
  EXPECT_TRUE(establish().failed_with(LinkError::kNoAnswer));
  EXPECT_FALSE(has_values());
  chip_.always(wire::Opcode{kConfirm}, {.status = Status::kCommandNotAuthorized});
  EXPECT_TRUE(establish().failed_with(Status::kCommandNotAuthorized));
  EXPECT_FALSE(has_values());
  chip_.always(wire::Opcode{kEstablish}, {.status = Status::kKeyNotFound});
  EXPECT_TRUE(establish().failed_with(Status::kKeyNotFound));
  EXPECT_FALSE(has_values());
}

TEST_F(EstablishKeys, DoesNotBelieveASuccessThatTheSlotsDoNotShow) {
  chip_.always(wire::Opcode{kConfirm}, {});
  EXPECT_TRUE(establish().failed_with(LinkError::kUnexpectedResponse));
  EXPECT_FALSE(has_values());
}

TEST_F(EstablishKeys, RefusesListsThatCannotBe) {
  EXPECT_TRUE(establish({}).failed_with(UsageError::kOutOfRange));
  std::array<wire::KeyInfo, 17> many;
  many.fill(kKeys[0]);
  EXPECT_TRUE(establish(many).failed_with(UsageError::kOutOfRange));
  EXPECT_TRUE(establish(std::span{many}.first(2)).failed_with(UsageError::kInconsistentKey));
  auto unknown = kKeys;
  unknown[1].key.type = static_cast<wire::KeyType>(3);
  EXPECT_TRUE(establish(unknown).failed_with(UsageError::kInconsistentKey));
  auto too_long = kKeys;
  too_long[1].key.type = wire::KeyType::kGenericSecret;
  too_long[1].key.secret_size = 33;
  EXPECT_TRUE(establish(too_long).failed_with(UsageError::kInconsistentKey));
  EXPECT_TRUE(establish(kKeys, Curve::kEd25519).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(establish_symmetric_keys(device_, {crypto_.ecdh(), crypto_.hkdf(), crypto_.cmac()},
                                       Curve::kX25519, kKeys, std::span{values_}.first(1))
                  .failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(EstablishKeys, NeedsTheSlotsToExist) {
  show("02 00 00"_hex);
  EXPECT_TRUE(establish().failed_with(Status::kEntryNotFound));
  EXPECT_EQ(chip_.log.size(), 1U);
}

// Key pair, shared secret, derivation and MAC.
TEST_F(EstablishKeys, ConfirmsNothingWhenCryptographyFails) {
  for (int n = 1; n <= 4; ++n) {
    countdown_.fail_at(n);
    EXPECT_TRUE(establish().failed_with(CryptoError::kBackendFailed)) << n;
    countdown_.never_fail();
    EXPECT_FALSE(has_values());
  }
  EXPECT_EQ(chip_.count(kConfirm), 0U);
}

}  // namespace
}  // namespace stsafe::host::establish_keys_test
