#include <gtest/gtest.h>

#include "stsafe/host/erase_key.h"
#include "stsafe/host/hash.h"
#include "stsafe/host/hkdf_key.h"
#include "stsafe/host/key_plaintext.h"
#include "stsafe/host/local_envelope.h"
#include "stsafe/host/mac_key.h"
#include "stsafe/host/symmetric_key_table.h"
#include "tests/support/prepared_chip.h"

// The host's calls against the simulated chip, with values of the protocol documents: part 02,
// `companion_vectors` of its JSON file, and part 04, section 3.5.
namespace stsafe::vectors {
namespace {

using testing_support::hex;

constexpr auto kSecret = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"_hex;
constexpr auto kMessage = "000102030405060708090a0b0c0d0e0f"_hex;
constexpr auto kInfo = "6170702d636f6e74657874"_hex;
constexpr auto kSalt = "01020304"_hex;
constexpr auto kDerived = "eed1b470a6dec2e3c65091d7fa401741e06b0c7ab804025050dd43ee7388ffed";

/// A chip at the other end of a transport without a bus.
class ChipTransport final : public link::Transport {
 public:
  explicit ChipTransport(sim::Device& chip) : chip_(chip) {}
  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation) override {
    const auto answer = chip_.answer(request);
    copy_bytes(answer, reply);
    return ByteView{reply.first(answer.size())};
  }

 private:
  sim::Device& chip_;
};

class SymmetricServices : public testing::Test {
 protected:
  SymmetricServices() {
    chip_.stored().symmetric_control.fill(
        {.flags = wire::SlotControlFields::kPlaintext | wire::SlotControlFields::kDerived});
    chip_.rng().add(kSecret);
    chip_.start();
  }
  void write(const wire::KeyInfo& info, ByteView key) {
    ASSERT_TRUE(host::write_key_plaintext(device_, info, key));
  }
  host::HkdfKey written_secret() {
    write({.slot = wire::SlotNumber{4},
           .key = {.type = wire::KeyType::kGenericSecret,
                   .mode = wire::KeyMode::kHkdf,
                   .usage = wire::kDerive,
                   .parameter = 1,
                   .secret_size = 32}},
          kSecret);
    return *host::HkdfKey::open(device_, wire::SlotNumber{4});
  }

  testing_support::PreparedChip chip_;
  ChipTransport transport_{chip_.device()};
  host::Device device_{transport_};
};

TEST_F(SymmetricServices, MakeTheCMacOfTheVendorsLog) {
  const auto info = host::mac_key_info(wire::SlotNumber{0},
                                       {.type = wire::KeyType::kAes128, .least_mac_size = 4});
  ASSERT_TRUE(info);
  Fixed<16> key{};
  key.fill(std::byte{0x5A});
  write(*info, key);
  auto cmac = *host::MacKey::open(device_, wire::SlotNumber{0});
  Fixed<4> mac{};
  ASSERT_TRUE(cmac.generate(kMessage, mac, host::AcceptWeakTag{}));
  EXPECT_EQ(hex(mac), "be4ca3f2");
  EXPECT_TRUE(cmac.verify(kMessage, mac, host::AcceptWeakTag{}));
  mac[3] ^= std::byte{1};
  EXPECT_TRUE(
      cmac.verify(kMessage, mac, host::AcceptWeakTag{}).failed_with(CryptoError::kNotAuthentic));
}

TEST_F(SymmetricServices, MakeAnHmac) {
  const auto info =
      host::mac_key_info(wire::SlotNumber{1}, {.type = wire::KeyType::kGenericSecret});
  ASSERT_TRUE(info);
  write(*info, kSecret);
  auto hmac = *host::MacKey::open(device_, wire::SlotNumber{1});
  Fixed<32> mac{};
  ASSERT_TRUE(hmac.generate(kMessage, mac));
  EXPECT_EQ(hex(mac), "32016921836fc2278698ff5ca865e21008d14562e847646bc45f6297d05980f1");
  EXPECT_TRUE(hmac.verify(kMessage, ByteView{mac}.first(16)));
}

TEST_F(SymmetricServices, DeriveTheSameKeyInOneStepAndInTwo) {
  auto secret = written_secret();
  Fixed<32> key{};
  ASSERT_TRUE(secret.derive(host::Salt{kSalt}, kInfo, key));
  EXPECT_EQ(hex(key), kDerived);

  const auto slot = secret.extract(host::Salt{kSalt});
  ASSERT_TRUE(slot);
  EXPECT_EQ(*slot, wire::SlotNumber{0});
  key = {};
  ASSERT_TRUE(host::HkdfKey(device_, *slot).expand(kInfo, key));
  EXPECT_EQ(hex(key), kDerived);

  ASSERT_TRUE(host::erase_key(device_, *slot));
  EXPECT_FALSE(host::read_slot(device_, *slot)->present);
}

TEST_F(SymmetricServices, DeriveFromASecretOfTheCaller) {
  Fixed<24> key{};
  ASSERT_TRUE(host::HkdfKey(device_, kSecret).derive(host::Salt{}, {}, key));
  EXPECT_EQ(hex(key), "ae7bc595517103d9c4d2250eb8d02e92e5e14af5142081ca");
}

TEST_F(SymmetricServices, DeriveAKeyIntoASlot) {
  auto secret = written_secret();
  Fixed<16> key{};
  std::array keys{host::DerivedKey::to_slot({.type = wire::KeyType::kAes128,
                                             .mode = wire::KeyMode::kCmac,
                                             .usage = wire::kGenerateMac,
                                             .parameter = 16}),
                  host::DerivedKey::to_host(key)};
  ASSERT_TRUE(secret.derive(host::Salt{kSalt}, kInfo, keys));
  EXPECT_EQ(hex(key), std::string{kDerived}.substr(32));
  const auto record = host::read_slot(device_, keys[0].slot());
  ASSERT_TRUE(record);
  EXPECT_EQ(record->key.mode, wire::KeyMode::kCmac);
}

TEST_F(SymmetricServices, HashMessagesOfAnyLength) {
  crypto_openssl::OpensslHash expected_of;
  for (const auto algorithm : kAllHashAlgorithms) {
    for (const std::size_t size : {0U, 1U, 723U, 724U, 725U, 1500U, 5000U}) {
      const testing_support::Bytes message(size, std::byte{0x61});
      testing_support::Bytes digest(digest_size(algorithm));
      auto expected = digest;
      const std::array<ByteView, 1> parts{message};
      ASSERT_TRUE(expected_of.digest(algorithm, parts, expected));
      ASSERT_TRUE(host::hash(device_, algorithm, message, digest)) << size;
      EXPECT_EQ(hex(digest), hex(expected)) << size;
    }
  }
}

TEST_F(SymmetricServices, WrapLocalEnvelopes) {
  host::LocalEnvelopeKey key{device_, wire::LocalEnvelopeSlot{1}};
  ASSERT_TRUE(key.generate(wire::KeyType::kAes256));
  EXPECT_TRUE(
      key.generate(wire::KeyType::kAes256).failed_with(Status::kAccessConditionNotSatisfied));
  Fixed<24> wrapped{};
  ASSERT_TRUE(key.wrap(kMessage, wrapped));
  Fixed<16> payload{};
  ASSERT_TRUE(key.unwrap(wrapped, payload));
  EXPECT_EQ(payload, kMessage);
  const auto table = host::read_local_envelope_keys(device_);
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->records[0].present);
  EXPECT_TRUE(table->records[1].present);
}

}  // namespace
}  // namespace stsafe::vectors
