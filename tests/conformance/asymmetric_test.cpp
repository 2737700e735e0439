#include <gtest/gtest.h>

#include "tests/conformance/cases_entity.h"
#include "tests/conformance/cases_private_key.h"

// What takes more than one answer to see: lives of keys, challenges and limits (part 03).
namespace stsafe::conformance {
namespace {

TEST(PrivateKeys, SurviveResetAndPowerCycle) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateForOneUse).status(), Status::kOk);
  const auto table = bench.send("14 14").payload;
  ASSERT_EQ(bench.send(kSignDigest).status(), Status::kOk);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send("14 14").payload, table);
  EXPECT_EQ(bench.send(kSignDigest).status(), Status::kKeyBlocked);
}

TEST(PrivateKeys, CountOnlyUsesThatSucceed) {
  Bench bench;
  ASSERT_EQ(bench.send("11 13 01 0002 0000 00082A8648CE3D030107").status(), Status::kOk);
  EXPECT_EQ(bench.send("16 01 0000").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send("18 01 04 0020 00*32 0020 00*32").status(), Status::kInvalidPublicKey);
  EXPECT_EQ(bench.send(kSignDigest).status(), Status::kOk);
  EXPECT_EQ(bench.send(kSignDigest).status(), Status::kOk);
  EXPECT_EQ(bench.send(kSignDigest).status(), Status::kKeyBlocked);
  // The key stays in the table.
  EXPECT_TRUE(matches(ByteView{bench.send("14 14").payload}.subspan(18, 4), "01 01 800D"));
}

// U-10
TEST(EphemeralSlot, KeepsItsKeyIfNoSecretCameOfIt) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateEphemeral).status(), Status::kOk);
  EXPECT_EQ(bench.send("18 FF 04 0020 00*32 0020 00*32").status(), Status::kInvalidPublicKey);
  EXPECT_EQ(bench.send("18 FF 0020 00*32").status(), Status::kInconsistentCommandData);
  EXPECT_EQ(bench.send(kEstablishEphemeral).status(), Status::kOk);
}

TEST(EphemeralSlot, IsUsedOnceWhateverItsLimit) {
  Bench bench;
  ASSERT_EQ(bench.send("11 13 FF 00FF 0000 00082A8648CE3D030107").status(), Status::kOk);
  EXPECT_EQ(bench.send(kEstablishEphemeral).status(), Status::kOk);
  EXPECT_EQ(bench.send(kEstablishEphemeral).status(), Status::kKeyNotFound);
}

TEST(EphemeralSlot, IsLostAtResetAndWithoutPower) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateEphemeral).status(), Status::kOk);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_EQ(bench.send(kEstablishEphemeral).status(), Status::kKeyNotFound);
  ASSERT_EQ(bench.send(kGenerateEphemeral).status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send(kEstablishEphemeral).status(), Status::kKeyNotFound);
}

// U-9
TEST(EphemeralSlot, IsApartFromTheKeyOfGenerateEcdhe) {
  Bench bench;
  ASSERT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  ASSERT_EQ(bench.send(kGenerateEphemeral).status(), Status::kOk);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send(kEstablishEphemeral).status(), Status::kOk);
}

TEST(PublicKeys, SurviveResetAndPowerCycle) {
  Bench bench;
  ASSERT_EQ(bench.send(kWritePublicKey).status(), Status::kOk);
  ASSERT_EQ(bench.send("10 4D 00 0008").status(), Status::kOk);
  const auto slot = bench.send("14 4C 00").payload;
  EXPECT_EQ(slot.size(), 82U);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send("14 4C 00").payload, slot);
}

/// Zone 1 can be read by an authentic entity in the host session.
void zone_for_entities(sim::Nvm& nvm) {
  p256_public_key<0x08>(nvm);
  host_keys(nvm);
}
bool is_authentic(Bench& bench) {
  return bench.send_sealed("05 00 01 0000 0001").status() == Status::kOk;
}

// U-25; part 03, sections 4.4 and 7.4.
TEST(EntityAuthentication, LastsUntilTheNextChallengeOrReset) {
  Bench bench{zone_for_entities};
  // Read condition of zone 1: authentic entity and host.
  ASSERT_EQ(bench.send("05 1E 01 0000 0000").status(), Status::kOk);
  EXPECT_FALSE(is_authentic(bench));
  const auto authenticate = [&bench] {
    ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
    ASSERT_TRUE(matches(bench.send(kSignedDigest).payload, "01"));
    EXPECT_TRUE(is_authentic(bench));
  };
  authenticate();
  EXPECT_TRUE(is_authentic(bench));
  ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
  EXPECT_FALSE(is_authentic(bench));

  authenticate();
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_FALSE(is_authentic(bench));

  authenticate();
  bench.power_cycle();
  EXPECT_FALSE(is_authentic(bench));
}

TEST(EntityAuthentication, IsNotGivenByAnInvalidSignature) {
  Bench bench{zone_for_entities};
  ASSERT_EQ(bench.send("05 1E 01 0000 0000").status(), Status::kOk);
  ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
  ASSERT_TRUE(matches(bench.send(kSignedByNobody).payload, "00"));
  EXPECT_FALSE(is_authentic(bench));
}

TEST(EntityAuthentication, KeepsTheChallengeIfNothingWasVerified) {
  Bench bench{p256_public_key<0x08>};
  ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
  EXPECT_EQ(bench.send("1F0F 00 01 0020 5A*32 0020 5A*32").status(), Status::kKeyNotFound);
  EXPECT_EQ(bench.send("1F0F 00 00 0030 5A*48 0030 5A*48").status(),
            Status::kInconsistentCommandData);
  EXPECT_TRUE(matches(bench.send(kSignedDigest).payload, "01"));
}

TEST(EntityAuthentication, ForgetsTheChallengeAtReset) {
  Bench bench{p256_public_key<0x08>};
  ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_EQ(bench.send(kSignedDigest).status(), Status::kChallengeMissing);
}

// U-8
TEST(EntityAuthentication, CanTakeOneReadingOnly) {
  using sim::EntitySignature;
  for (const auto chosen : {EntitySignature::kOfChallenge, EntitySignature::kOfDigest}) {
    Bench bench{p256_public_key<0x08>, {.entity_signature = chosen}};
    ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
    EXPECT_TRUE(matches(bench.send(kSignedChallenge).payload,
                        chosen == EntitySignature::kOfChallenge ? "01" : "00"));
    ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
    EXPECT_TRUE(matches(bench.send(kSignedDigest).payload,
                        chosen == EntitySignature::kOfDigest ? "01" : "00"));
  }
}

/// A key of `curve`, and a signature of the digest of the challenge that fits it.
struct Entity {
  Curve curve;
  std::string_view key;
  std::string_view r;
  std::string_view s;
};
// Computed with plain integers: private key 67890, nonce 12345.
constexpr std::array kEntities{
    Entity{
        Curve::kNistP384,
        "a3a515b1563480d363f6dbeeb700ccf78b1850f123ba19379debe7fc3418f9f3115f0d839ef8b1b9564cb5a3"
        "f0366e86f4c120e19e6236854083a71da42a6cf43fc0cdf5fa173fc0ed270413dc0f70b0cacae0cf38c9e275"
        "988659ea82d50f90",
        "e86b995e350e4d312a95a6b7d5d8cdcdb4682f588800a1cd6c972e1dcb2a5ac38d90046951b03ccb3b179a89"
        "fda88b1b",
        "103d3ebf4dc669f086545e781aa9aa5085085aa76c6fc5d851b287646fc094a917a57b3859a54d5c0f1838c0"
        "eff8fbcc"},
    Entity{
        Curve::kNistP521,
        "008988ed3dc0f3da9810fef0079f1fb24c96f16b6cbff187c8c2603613ddc48c73a1fd77345e14263dcb2de1"
        "ec7a03d1208c36b1e654f4182e9f3ba9288cb56386c1002a1583db3a8d45fd1d1472145c22864c5fee1f07c5"
        "03c3ff6c24a353958a7ec35c442bc0fad9ab18fddb26a4c553141fb1d267eb1e5decd086a58385330f44c595",
        "00076ca1fa9613a70e8b2cecd8f64877968e32b91b16cd65166ca44b1439883a919e263c09cff2f7f39e770e"
        "bda9057d2f1198804a1c160f0bb99eb9ae6fab28f78b",
        "00d2ff96b9de82f669483016eaafdd0cdf6f328c8a700aec54291890144210ab104e0f1c91d927923f434eb7"
        "6caab5ad09d2514285930017376d9485d789ecd6baf3"},
    Entity{
        Curve::kBrainpoolP512,
        "15f1aaea24ef72ca5c43ea9d2b70279bf4bebf20048240d3bd4b9d55dc53ff4127f532cca1ee9c4787cd9f8d"
        "c667f085f23472bd29f0bf878c11c2180da7119c4859741b8730c22b918088357ed25bc58ffc8fc861b03fdd"
        "5b13d70ce6b074f1352f5b0b0efd67e1f767bf89118b08ddff962a7d5a76a9d6876a6df0c60b139a",
        "43e2dbd784d7232b866ad740a445e847151c4b5e90fa9f5c31c1faf542f5bdb6566f93f9b73bc91bfd6ee835"
        "e6e41bef3886902e2c4e1859ab86ad352bd58a5b",
        "5af4efc3fabc9b83eb7cbfbacd20a636e1dfb1a0177135537f8a9cff2ddadd7cee36e87cd8f9705128724d85"
        "e832daf3ee24206daa5e9c69338bd8a50b09404a"},
};

TEST(EntityAuthentication, HashesAsTheKeySizeAsks) {
  for (const auto& entity : kEntities) {
    Bench bench{[](sim::Nvm& nvm) {
      nvm.public_keys[0].flags = wire::kForEntityAuthentication | wire::kPublicKeyChangeRight;
    }};
    auto write = bytes_of("1F0A 00");
    Fixed<160> room{};
    wire::Writer w{room};
    encode(w, *PublicKey::from_raw(entity.curve, bytes_of(entity.key)));
    ASSERT_EQ(bench.send(joined({write, *w.finish()})).status(), Status::kOk);
    ASSERT_EQ(bench.send(kGenerateChallenge).status(), Status::kOk);
    const Bytes size{std::byte{0}, static_cast<std::byte>(coordinate_size(entity.curve))};
    EXPECT_TRUE(matches(bench
                            .send(joined({bytes_of("1F0F 00 00"), size, bytes_of(entity.r), size,
                                          bytes_of(entity.s)}))
                            .payload,
                        "01"));
  }
}

}  // namespace
}  // namespace stsafe::conformance
