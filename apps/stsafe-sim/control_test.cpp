#include "apps/stsafe-sim/control.h"

#include <gtest/gtest.h>

#include "apps/devices/authority.h"
#include "stsafe/base/hex.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/support/bytes.h"

namespace stsafe::simulator {
namespace {

using testing_support::hex;

constexpr auto kEcho = "00 61626364 90C2"_hex;

class ControlSocket : public testing::Test {
 protected:
  ControlSocket() {
    for (std::size_t i = 0; i < 2; ++i) {
      devices_.push_back(std::make_unique<SimulatedDevice>(
          DeviceSettings{.number = i, .seed = 7, .profile = sim::spl05()}, authority_.issuer()));
    }
    control_.emplace(devices_, false);
  }

  Json ask(std::string_view line) { return Json::parse(control_->answer(line)); }
  /// The result of a request that must succeed.
  Json done(std::string_view line) {
    const auto answer = ask(line);
    EXPECT_EQ(answer.value("ok", false), true) << answer;
    return answer.value("result", Json{});
  }
  /// Why a request was refused.
  std::string refused(std::string_view line) {
    const auto answer = ask(line);
    EXPECT_EQ(answer.value("ok", true), false) << answer;
    return answer.value("error", "");
  }
  std::string echo(std::size_t device = 0) { return hex(devices_[device]->exchange(kEcho).answer); }
  /// Pairs device 0 with keys of 16 × 11 and 16 × 22 (Write host key V2 plaintext).
  void pair() {
    const auto frame =
        "1F07 000000 00 11111111111111111111111111111111 22222222222222222222222222222222 BC02"_hex;
    ASSERT_EQ(hex(devices_[0]->exchange(frame).answer), "000002f078");
  }

  devices::Authority authority_;
  std::vector<std::unique_ptr<SimulatedDevice>> devices_;
  std::optional<Control> control_;
};

constexpr std::string_view kEchoed = "0000066162636490c2";

TEST_F(ControlSocket, SaysWhatItCanDo) {
  const auto result = done(R"({"id":1,"command":"capabilities"})");
  EXPECT_EQ(result["protocol"], 1);
  EXPECT_EQ(result["devices"], 2);
  EXPECT_EQ(result["secrets"], false);
  EXPECT_EQ(result["commands"].size(), 8U);
  EXPECT_EQ(result["faults"].size(), 7U);
}

TEST_F(ControlSocket, GivesTheRequestsIdBack) {
  EXPECT_EQ(ask(R"({"id":17,"command":"time"})")["id"], 17);
  EXPECT_EQ(ask(R"({"id":"a","command":"bogus"})")["id"], "a");
  EXPECT_TRUE(ask(R"({"command":"time"})")["id"].is_null());
}

TEST_F(ControlSocket, AnswersWhateverIsAsked) {
  for (const std::string line : {"",
                                 "x",
                                 "{",
                                 "[]",
                                 "1",
                                 "null",
                                 "{}",
                                 R"({"command":1})",
                                 R"({"command":"bogus"})",
                                 R"({"command":"power"})",
                                 R"({"command":"power","state":"half"})",
                                 R"({"command":"power","state":1})",
                                 R"({"command":"time","advance_ms":-1})",
                                 R"({"command":"time","advance_ms":1.5})",
                                 R"({"command":"time","advance_ms":1e300})",
                                 R"({"command":"time","device":2})",
                                 R"({"command":"time","device":-1})",
                                 R"({"command":"time","device":"0"})",
                                 R"({"command":"time","advance":1})",
                                 R"({"command":"snapshot"})",
                                 R"({"command":"snapshot","name":""})",
                                 R"({"command":"restore","name":"none"})",
                                 R"({"id":[],"command":"time"})",
                                 R"({"id":true,"command":"time"})",
                                 R"({"command":"fault","set":{"drop_answers":1,"drop_answers":0}})",
                                 R"({"command":"fault","set":1})",
                                 R"({"command":"fault","set":{"bogus":1}})",
                                 R"({"command":"fault","set":{"drop_answers":-1}})",
                                 R"({"command":"fault","set":{"drop_answers":4294967296}})",
                                 R"({"command":"fault","set":{"lateness_ms":60001}})",
                                 "\xFF\xFE",
                                 R"({"command":"\u0000"})",
                                 "{\"command\":\"\xC3\x28\"}"}) {
    EXPECT_FALSE(refused(line).empty()) << line;
  }
  const std::string deep(50000, '[');
  EXPECT_FALSE(refused(deep).empty());
  EXPECT_FALSE(refused(deep + std::string(50000, ']')).empty());
  EXPECT_EQ(refused(R"({"id":)" + std::string(30000, '[') + std::string(30000, ']') + "}"),
            "this line is nested too deep");
  EXPECT_EQ(refused(R"({"command":"power","state":"on","state":"off"})"),
            "'state' is there twice in one object");
  EXPECT_TRUE(devices_[0]->is_on());
}

TEST_F(ControlSocket, StopsTheClockBeforeItOverflows) {
  constexpr std::string_view ten_years = R"({"command":"time","advance_ms":315360000000})";
  for (int i = 0; i < 100; ++i) done(ten_years);
  EXPECT_EQ(refused(ten_years), "the chip's clock ends after 1000 years");
  EXPECT_EQ(done(R"({"command":"time"})")["now_us"], 31'536'000'000'000'000);
  EXPECT_EQ(echo(), kEchoed);
}

TEST_F(ControlSocket, SwitchesPowerOffAndOn) {
  EXPECT_EQ(done(R"({"command":"power","state":"off"})")["state"], "off");
  EXPECT_FALSE(devices_[0]->exchange(kEcho).acknowledged);
  EXPECT_TRUE(devices_[1]->exchange(kEcho).acknowledged);
  EXPECT_EQ(refused(R"({"command":"reset"})"), "the chip has no power");
  EXPECT_EQ(done(R"({"command":"power","state":"on"})")["state"], "on");
  EXPECT_EQ(echo(), kEchoed);
}

TEST_F(ControlSocket, ResetsAChip) {
  // Generate ECDHE on X25519; its key is lost at a reset: Start volatile KEK session answers 0A.
  const auto generate = "1F0B 00032B656E 93AD"_hex;
  const auto start =
      "1F03 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 01"
      " B475"_hex;
  devices_[0]->exchange(generate);
  EXPECT_EQ(hex(devices_[0]->exchange(start).answer).substr(0, 2), "00");
  devices_[0]->exchange(generate);
  done(R"({"command":"reset"})");
  EXPECT_EQ(hex(devices_[0]->exchange(start).answer).substr(0, 2), "0a");
}

TEST_F(ControlSocket, PutsASnapshotBack) {
  done(R"({"command":"snapshot","name":"fresh"})");
  pair();
  EXPECT_EQ(done(R"({"command":"state"})")["host_key"]["present"], true);
  done(R"({"command":"restore","name":"fresh"})");
  EXPECT_EQ(done(R"({"command":"state"})")["host_key"]["present"], false);
  EXPECT_EQ(echo(), kEchoed);
  pair();
}

TEST_F(ControlSocket, LeavesAChipWithoutPowerWhenItPutsASnapshotBack) {
  done(R"({"command":"snapshot","name":"fresh"})");
  done(R"({"command":"power","state":"off"})");
  done(R"({"command":"restore","name":"fresh"})");
  EXPECT_EQ(done(R"({"command":"state"})")["power"], "off");
}

// Put the host key control fields, of which the store takes the record or not.
TEST_F(ControlSocket, ShowsWhatIsStoredAndNotWhatCouldNotBe) {
  const auto before = done(R"({"command":"state"})")["host_key_control"];
  done(R"({"command":"fault","set":{"fail_commits":1}})");
  EXPECT_TRUE(devices_[0]->exchange("10 4A 03 FF 6F63"_hex).answer.empty());
  EXPECT_EQ(done(R"({"command":"state"})")["power"], "off");
  EXPECT_EQ(done(R"({"command":"state"})")["host_key_control"], before);
  done(R"({"command":"power","state":"on"})");
  EXPECT_FALSE(devices_[0]->exchange("10 4A 03 FF 6F63"_hex).answer.empty());
  EXPECT_NE(done(R"({"command":"state"})")["host_key_control"], before);
}

TEST_F(ControlSocket, CutsThePowerOnceACommandIsStored) {
  const auto before = done(R"({"command":"state"})")["host_key_control"];
  done(R"({"command":"fault","set":{"cut_after_commits":1}})");
  EXPECT_TRUE(devices_[0]->exchange("10 4A 03 FF 6F63"_hex).answer.empty());
  EXPECT_EQ(done(R"({"command":"state"})")["power"], "off");
  EXPECT_NE(done(R"({"command":"state"})")["host_key_control"], before);
  EXPECT_EQ(done(R"({"command":"fault"})")["cut_after_commits"], 0);
}

TEST_F(ControlSocket, KeepsAFewSnapshots) {
  for (std::size_t i = 0; i < SimulatedDevice::kMaxSnapshots; ++i) {
    done(Json{{"command", "snapshot"}, {"name", std::to_string(i)}}.dump());
  }
  EXPECT_EQ(refused(R"({"command":"snapshot","name":"x"})"), "a device keeps at most 8 snapshots");
  done(R"({"command":"snapshot","name":"0"})");
}

TEST_F(ControlSocket, ShowsSecretsOnlyIfItMay) {
  pair();
  const auto without = done(R"({"command":"state"})").dump();
  EXPECT_EQ(without.find("1111"), std::string::npos);
  EXPECT_EQ(without.find("2222"), std::string::npos);
  control_.emplace(devices_, true);
  const auto with = done(R"({"command":"state"})");
  EXPECT_EQ(with["host_key"]["mac_key"], "11111111111111111111111111111111");
  EXPECT_EQ(with["host_key"]["cipher_key"], "22222222222222222222222222222222");
}

TEST_F(ControlSocket, SetsFaultsOfOneDevice) {
  const auto result =
      done(R"({"command":"fault","device":1,"set":{"corrupt_checksums":1,"lateness_ms":5}})");
  EXPECT_EQ(result["corrupt_checksums"], 1);
  EXPECT_EQ(result["lateness_ms"], 5);
  EXPECT_EQ(echo(0), kEchoed);
  EXPECT_EQ(echo(1), "0000066162636490c3");
  EXPECT_EQ(done(R"({"command":"fault","device":1})")["corrupt_checksums"], 0);
}

TEST_F(ControlSocket, SetsNoFaultIfOneOfThemIsWrong) {
  EXPECT_FALSE(refused(R"({"command":"fault","set":{"drop_answers":1,"bogus":1}})").empty());
  EXPECT_EQ(done(R"({"command":"fault"})")["drop_answers"], 0);
}

TEST_F(ControlSocket, AdvancesTime) {
  const auto begin = done(R"({"command":"time"})")["now_us"].get<std::int64_t>();
  const auto later = done(R"({"command":"time","advance_ms":1500})")["now_us"].get<std::int64_t>();
  EXPECT_EQ(later - begin, 1'500'000);
}

}  // namespace
}  // namespace stsafe::simulator
