#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "ports/profile_json/profile_diff.h"
#include "ports/profile_json/profile_reader.h"
#include "ports/profile_json/profile_writer.h"
#include "stsafe/base/hex.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/support/source_tree.h"

namespace stsafe::profile_json::profile_json_test {
namespace {

using Json = nlohmann::ordered_json;

std::string stored_spl05() {
  std::ifstream in(testing_support::source_tree() / "profiles" / "spl05.json");
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The stored profile with one value replaced, added or (with a null `value`) taken away.
std::string with(const std::string& pointer, const Json& value) {
  auto json = Json::parse(stored_spl05());
  const Json::json_pointer place{pointer};
  if (value.is_null()) {
    json.at(place.parent_pointer()).erase(place.back());
  } else {
    json[place] = value;
  }
  return json.dump();
}

NamedProfile read(const std::string& document) {
  auto named = read_profile(document);
  EXPECT_TRUE(named) << named.error().text();
  return named ? *named : NamedProfile{};
}

TEST(ProfileJson, HoldsWhatIsBuiltIn) {
  const auto named = read(stored_spl05());
  EXPECT_EQ(named.name, "SPL05");
  EXPECT_TRUE(named.profile == sim::spl05());
}

TEST(ProfileJson, IsWrittenAsItIsStored) {
  auto named = read(stored_spl05());
  named.profile = sim::spl05();
  EXPECT_EQ(write_profile(named), stored_spl05());
}

TEST(ProfileJson, SaysEachCommandRuleAsItIs) {
  const auto named = read(with(
      "/commands/rules", Json::parse(R"([{"code": "1b", "access": "host", "encrypt": ["command"]},
                           {"code": "1F09", "access": "admin_or_host", "encrypt": ["response"]}])")));
  const auto& commands = named.profile.commands;
  ASSERT_EQ(commands.num_rules, 2U);
  EXPECT_TRUE((commands.rules[0] == wire::CommandRule{.opcode = wire::Opcode{0x1B},
                                                      .access = wire::CommandAccess::kHost,
                                                      .encrypt_command = true}));
  EXPECT_TRUE((commands.rules[1] == wire::CommandRule{.opcode = wire::Opcode{0x1F09},
                                                      .access = wire::CommandAccess::kAdminOrHost,
                                                      .encrypt_response = true}));
}

TEST(ProfileJson, SaysEachSymmetricSlotAsItIs) {
  const auto named =
      read(with("/symmetric_keys", Json::parse(R"([{"repeat": 2, "allow": ["plaintext", "derived"]},
                                {"allow": [], "wrapped_authentication_key": 3,
                                 "ecdhe_authentication_key": null}])")));
  const auto& profile = named.profile;
  ASSERT_EQ(profile.num_symmetric_slots, 3U);
  EXPECT_EQ(profile.symmetric_control[0].flags, 0x30);
  EXPECT_EQ(profile.symmetric_control[1], profile.symmetric_control[0]);
  EXPECT_EQ(profile.symmetric_control[2].flags, 0);
  EXPECT_EQ(profile.symmetric_control[2].wrapped_authentication_key, 3);
  EXPECT_EQ(profile.symmetric_control[2].ecdhe_authentication_key, 0xFF);
  EXPECT_EQ(read(write_profile(named)).profile, profile);
}

TEST(ProfileJson, SaysEachPrivateKeySlotAsItIs) {
  const auto named = read(with("/private_keys", Json::parse(R"([
      {"allow": ["sign_external"], "generate": "free", "eddsa": "prehashed", "key": "ed25519"},
      {"allow": ["key_establishment", "change_right"], "generate": "host"},
      {"allow": ["sign_internal_external"], "generate": "never", "eddsa": "pure"}])")));
  const auto& profile = named.profile;
  ASSERT_EQ(profile.num_private_keys, 3U);
  EXPECT_EQ(profile.private_keys[0].mode.bits, 0x0044);
  EXPECT_EQ(profile.private_keys[0].curve, Curve::kEd25519);
  EXPECT_EQ(profile.private_keys[1].mode.bits, 0x8011);
  EXPECT_FALSE(profile.private_keys[1].curve);
  EXPECT_EQ(profile.private_keys[2].mode.bits, 0x0038);
  EXPECT_EQ(read(write_profile(named)).profile, profile);
}

TEST(ProfileJson, SaysEachPublicKeySlotAsItIs) {
  const auto named = read(with("/public_keys", Json::parse(R"([
      {"allow": ["establish_symmetric_keys", "entity_authentication", "change_right"]},
      {"repeat": 2, "allow": ["kek_session", "establish_host_key"]}])")));
  const auto& profile = named.profile;
  ASSERT_EQ(profile.num_public_keys, 3U);
  EXPECT_EQ(profile.public_key_flags[0].raw(), 0x000B);
  EXPECT_EQ(profile.public_key_flags[2].raw(), 0x0014);
  EXPECT_EQ(read(write_profile(named)).profile, profile);
}

TEST(ProfileJson, MaySayAPassword) {
  EXPECT_FALSE(read(stored_spl05()).profile.password);
  const auto named = read(with("/password", "00112233445566778899aabbccddeeff"));
  ASSERT_TRUE(named.profile.password);
  EXPECT_EQ((*named.profile.password)[15], std::byte{0xFF});
  EXPECT_EQ(read(write_profile(named)).profile, named.profile);
}

TEST(ProfileJson, SaysEachZoneAsItIs) {
  const auto named = read(with("/zones", Json::parse(R"([
      {"size": 7, "read": "host", "update": "auth_and_host", "may_change": ["update"]},
      {"repeat": 2, "size": 64, "counter": 0, "read": "never", "update": "always",
       "may_change": []}])")));
  const auto& zones = named.profile.zones.zones;
  EXPECT_EQ(zones[0], (sim::Zone{.present = true,
                                 .size = 7,
                                 .rights = {{wire::ZoneAccess::kHost, false},
                                            {wire::ZoneAccess::kAuthAndHost, true}}}));
  EXPECT_EQ(zones[1], (sim::Zone{.present = true,
                                 .type = wire::ZoneType::kCounter,
                                 .size = 64,
                                 .rights = {{wire::ZoneAccess::kNever, false},
                                            {wire::ZoneAccess::kAlways, false}}}));
  EXPECT_EQ(zones[2], zones[1]);
  EXPECT_FALSE(zones[3].present);
  EXPECT_EQ(read(write_profile(named)).profile, named.profile);
}

TEST(ProfileJson, SaysWhatAZoneHolds) {
  const auto named = read(with("/zones", Json::parse(R"([
      {"size": 4, "read": "always", "update": "always", "may_change": [], "content": "0a0B"},
      {"size": 4, "read": "always", "update": "always", "may_change": [], "content": ""},
      {"size": 800, "read": "always", "update": "never", "may_change": [],
       "content": "certificate"}])")));
  const auto& profile = named.profile;
  EXPECT_TRUE(std::ranges::equal(profile.zones.data(wire::ZoneNumber{0}), "0A0B0000"_hex));
  EXPECT_TRUE(std::ranges::equal(profile.zones.data(wire::ZoneNumber{1}), "00000000"_hex));
  EXPECT_EQ(profile.certificate_zone, wire::ZoneNumber{2});
  EXPECT_EQ(read(write_profile(named)).profile, profile);
}

struct Wrong {
  std::string place;
  Json value;
  std::string message;
};

class WrongProfile : public testing::TestWithParam<Wrong> {};

TEST_P(WrongProfile, IsRefusedByFieldWithWhatIsAllowed) {
  const auto& [place, value, message] = GetParam();
  const auto named = read_profile(with(place, value));
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().text(), message);
}

INSTANTIATE_TEST_SUITE_P(
    ProfileJson, WrongProfile,
    testing::Values(
        Wrong{"/schema", 2, "schema: is not 1"}, Wrong{"/name", nullptr, "name: is missing"},
        Wrong{"/name", "", "name: is empty"}, Wrong{"/name", 5, "name: is not text"},
        Wrong{"/name", std::string(65, 'x'), "name: has more than 64 bytes"},
        Wrong{"/identity", Json::array(), "identity: is not an object"},
        Wrong{"/identity/mask_identification", "aa60",
              "identity.mask_identification: is not 6 hexadecimal digits"},
        Wrong{"/identity/i2c_address", "80", "identity.i2c_address: is above 7f"},
        Wrong{"/identity/i2c_address", 32, "identity.i2c_address: is not 2 hexadecimal digits"},
        Wrong{"/identity/colour", "red",
              "identity.colour: is not a field here; there are: i2c_address, mask_identification, "
              "product_bytes"},
        Wrong{"/life_cycle", "dead",
              "life_cycle: \"dead\" is none of born, patching, operational, terminated, "
              "born_locked, operational_locked"},
        Wrong{"/commands/rules", 1, "commands.rules: is not a list"},
        Wrong{"/commands/rules/5/access", "sometimes",
              "commands.rules[5].access: \"sometimes\" is none of never, free, admin, host, "
              "admin_or_password, admin_or_host"},
        Wrong{"/commands/rules/1/code", "1f",
              "commands.rules[1].code: is no command code such as 1b or 1f09"},
        Wrong{"/commands/rules/1/code", "000000",
              "commands.rules[1].code: is not an even number of hexadecimal digits, 4 at most"},
        Wrong{"/commands/rules/1/code", "00", "commands.rules[1].code: has a rule already"},
        Wrong{"/commands/rules/0/repeat", 2, "commands.rules[0].code: has a rule already"},
        Wrong{"/commands/rules/0/encrypt", Json::array({"response", "response"}),
              "commands.rules[0].encrypt: \"response\" is there twice"},
        Wrong{"/commands/may_change", "all",
              "commands.may_change: is not a list of access_conditions, encryption_flags"},
        Wrong{"/host_keys/allow", Json::array({"derived"}),
              "host_keys.allow: \"derived\" is none of wrapped_anonymous, plaintext, reprovision, "
              "change_right"},
        Wrong{"/host_keys/authentication_key", 255,
              "host_keys.authentication_key: is not a whole number from 0 to 254"},
        Wrong{"/symmetric_keys/0/repeat", 17,
              "symmetric_keys[0].repeat: is not a whole number from 1 to 16"},
        Wrong{"/symmetric_keys/1", Json{{"allow", Json::array()}},
              "symmetric_keys[1]: is one too many"},
        Wrong{"/symmetric_keys/0/keys", true,
              "symmetric_keys[0].keys: is not a field here; there are: allow, "
              "ecdhe_authentication_key, repeat, wrapped_authentication_key"},
        Wrong{"/zone", 1,
              "zone: is not a field here; there are: $schema, commands, description, host_keys, "
              "identity, life_cycle, name, password, private_keys, public_keys, schema, "
              "symmetric_keys, zones"},
        Wrong{"/zones/0/read", "sometimes",
              "zones[0].read: \"sometimes\" is none of always, host, auth_and_host, never"},
        Wrong{"/zones/1/content", "00f",
              "zones[1].content: is not an even number of hexadecimal digits, 2000 at most"},
        Wrong{"/zones/2/content", std::string(130, '0'),
              "zones[2].content: is not an even number of hexadecimal digits, 128 at most"},
        Wrong{"/zones/1/content", "certificate",
              "zones[1].content: is the certificate in another zone, too"},
        Wrong{"/private_keys/0/key", nullptr,
              "zones[0].content: is the certificate of private key slot 0, which has no key"},
        Wrong{"/private_keys", Json::array(),
              "zones[0].content: is the certificate of private key slot 0, which has no key"},
        Wrong{"/zones/0/size", 799, "zones[0].size: is below 800, too small for a certificate"},
        Wrong{"/zones/2/size", 64 + 25, "zones[5].size: leaves the partition of 16408 bytes"}));

TEST(ProfileJson, IsRefusedIfItIsNoDocument) {
  for (const std::string document : {"", "{", "[]", "5", "{\"a\":1,}", "\xFF"}) {
    EXPECT_FALSE(read_profile(document)) << document;
  }
  EXPECT_EQ(read_profile("[]").error().text(), "is not an object");
  EXPECT_EQ(read_profile("{\"name\": 1, \"name\": 2}").error().text(),
            "name: is there twice in one object");
  EXPECT_NE(read_profile("{\n  \"name\": x").error().text().find("line 2"), std::string::npos);
  EXPECT_EQ(read_profile(std::string(kMaxDocumentSize + 1, ' ')).error().text(),
            "is longer than 1048576 bytes");
}

TEST(ProfileDiff, FindsNothingBetweenEqualProfiles) {
  EXPECT_TRUE(differences(read(stored_spl05()), read(stored_spl05())).empty());
}

TEST(ProfileDiff, NamesEachFieldThatDiffers) {
  const auto old = read(stored_spl05());
  auto changed = old;
  changed.profile.i2c_address = 0x21;
  changed.profile.commands.rules[0].access = wire::CommandAccess::kHost;
  changed.profile.commands.rules[44].encrypt_response = true;
  changed.profile.symmetric_control[3].flags = 0;
  changed.profile.num_symmetric_slots = 15;
  const std::vector<Difference> expected{
      {"identity.i2c_address", "\"20\"", "\"21\""},
      {"commands.rules.00.access", "\"free\"", "\"host\""},
      {"symmetric_keys[3].allow", "[\"change_right\"]", "[]"},
      {"symmetric_keys[15].allow", "[\"change_right\"]", ""},
      {"symmetric_keys[15].wrapped_authentication_key", "null", ""},
      {"symmetric_keys[15].ecdhe_authentication_key", "null", ""},
      {"commands.rules.1f1a.encrypt", "", "[\"response\"]"},
  };
  EXPECT_EQ(differences(old, changed), expected);
}

TEST(ProfileJson, IsRefusedIfItIsNestedTooDeep) {
  EXPECT_EQ(read_profile(std::string(kMaxDocumentSize, '[')).error().text(), "is nested too deep");
}

}  // namespace
}  // namespace stsafe::profile_json::profile_json_test
