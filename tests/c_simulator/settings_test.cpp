#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/c_simulator/c_chip.h"
#include "tests/support/frames.h"
#include "tests/support/source_tree.h"

namespace stsafe::c_simulator {
namespace {

using testing::HasSubstr;

/// The built-in profile as a document, at another I2C address.
std::string profile_at_address_21() {
  std::ifstream in{testing_support::source_tree() / "profiles" / "spl05.json"};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  const std::string from = R"("i2c_address": "20")";
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  return text.replace(at, from.size(), R"("i2c_address": "21")");
}

/// A file that is gone after the test.
class TemporaryFile {
 public:
  TemporaryFile()
      : folder_(std::filesystem::path{testing::TempDir()} /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::string path() const { return folder_ / "file"; }

 private:
  std::filesystem::path folder_;
};

TEST(CSettings, MakeTheSameChipFromTheSameSeed) {
  const auto first = product_data(StartedCChip{7});
  EXPECT_EQ(first.size(), 100U);
  EXPECT_EQ(first, product_data(StartedCChip{7}));
  EXPECT_NE(first, product_data(StartedCChip{8}));
}

TEST(CSettings, MakeAnotherChipEachTimeWithoutASeed) {
  const CChip first;
  const CChip second;
  first.start();
  second.start();
  EXPECT_NE(product_data(first), product_data(second));
}

TEST(CSettings, HaveAProfileByName) {
  const CChip chip;
  ASSERT_EQ(stsafe_sim_set_profile(chip, "SPL05"), STSAFE_SIM_OK);
  chip.start();
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer));
}

TEST(CSettings, HaveAProfileFromAFile) {
  const TemporaryFile file;
  std::ofstream{file.path()} << profile_at_address_21();
  const CChip chip;
  ASSERT_EQ(stsafe_sim_set_profile(chip, file.path().c_str()), STSAFE_SIM_OK) << chip.error();
  chip.start();
  EXPECT_EQ(stsafe_sim_address(chip), 0x21);
  EXPECT_EQ(chip.write(kEcho, 0x20), STSAFE_SIM_NACK);
  EXPECT_EQ(chip.write(kEcho, 0x21), STSAFE_SIM_OK);
}

TEST(CSettings, HaveAProfileFromText) {
  const auto json = profile_at_address_21();
  const CChip chip;
  ASSERT_EQ(stsafe_sim_set_profile_json(chip, json.data(), json.size()), STSAFE_SIM_OK);
  chip.start();
  EXPECT_EQ(stsafe_sim_address(chip), 0x21);
}

TEST(CSettings, SayWhatIsWrongWithAProfile) {
  const CChip chip;
  EXPECT_EQ(stsafe_sim_set_profile(chip, "spl99"), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_THAT(chip.error(), HasSubstr("spl99"));
  EXPECT_EQ(stsafe_sim_set_profile_json(chip, "{}", 2), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_THAT(chip.error(), HasSubstr("profile: "));
  const std::string too_long(2 << 20, ' ');
  EXPECT_EQ(stsafe_sim_set_profile_json(chip, too_long.data(), too_long.size()),
            STSAFE_SIM_INVALID_ARGUMENT);
  chip.start();
  EXPECT_EQ(stsafe_sim_address(chip), kAddress) << "as it was";
}

TEST(CSettings, HaveChoices) {
  // A Read past the end of zone 1, which has 1,000 bytes (choice reads_end_with_the_zone, and part
  // 03 section 7.3): 14, or what there is.
  constexpr auto read_past_end = "05000103e70002"_hex;
  const StartedCChip strict;
  const CChip lenient;
  ASSERT_EQ(stsafe_sim_set_choice(lenient, "reads_end_with_the_zone=true"), STSAFE_SIM_OK);
  ASSERT_EQ(stsafe_sim_set_choice(lenient, "max_wrong_macs=3"), STSAFE_SIM_OK);
  lenient.start();
  const auto frame = testing_support::command_frame(read_past_end);
  EXPECT_EQ(strict.exchange(frame, 1), to_bytes("14"_hex));
  EXPECT_EQ(lenient.exchange(frame, 4), to_bytes("00000300"_hex));
}

TEST(CSettings, SayWhichChoiceIsNone) {
  const CChip chip;
  EXPECT_EQ(stsafe_sim_set_choice(chip, "colour=red"), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_THAT(chip.error(), HasSubstr("colour"));
  EXPECT_EQ(stsafe_sim_set_choice(chip, "max_wrong_macs=999"), STSAFE_SIM_INVALID_ARGUMENT);
  ASSERT_EQ(stsafe_sim_set_choice(chip, "max_wrong_macs=3"), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_set_choice(chip, "max_wrong_macs=4"), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_THAT(chip.error(), HasSubstr("twice"));
  chip.start();
}

TEST(CSettings, HaveAFileInWhichStateSurvives) {
  const TemporaryFile file;
  Bytes serial_number;
  {
    const CChip chip;
    ASSERT_EQ(stsafe_sim_set_state_file(chip, file.path().c_str()), STSAFE_SIM_OK);
    chip.start();
    ASSERT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone));
    serial_number = product_data(chip);

    const CChip other;
    ASSERT_EQ(stsafe_sim_set_state_file(other, file.path().c_str()), STSAFE_SIM_OK);
    EXPECT_EQ(stsafe_sim_power_on(other), STSAFE_SIM_IN_USE);
    EXPECT_THAT(other.error(), HasSubstr(file.path()));
    EXPECT_EQ(stsafe_sim_is_on(other), 0);
  }
  const CChip chip;
  ASSERT_EQ(stsafe_sim_set_state_file(chip, file.path().c_str()), STSAFE_SIM_OK);
  chip.start();
  EXPECT_EQ(chip.exchange(kReadZone, 7), to_bytes(kUpdatedZone));
  EXPECT_EQ(product_data(chip), serial_number);
}

TEST(CSettings, SayWhatIsWrongWithAStateFile) {
  const TemporaryFile file;
  std::ofstream{file.path()} << "no database, but longer than its header of one hundred bytes: "
                             << std::string(4096, 'x');
  const CChip damaged;
  ASSERT_EQ(stsafe_sim_set_state_file(damaged, file.path().c_str()), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_power_on(damaged), STSAFE_SIM_DAMAGED);
  EXPECT_THAT(damaged.error(), HasSubstr(file.path()));

  const CChip nowhere;
  ASSERT_EQ(stsafe_sim_set_state_file(nowhere, "/nonexistent/file"), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_power_on(nowhere), STSAFE_SIM_UNAVAILABLE);
  EXPECT_THAT(nowhere.error(), HasSubstr("/nonexistent/file"));
  EXPECT_EQ(stsafe_sim_set_state_file(nowhere, "elsewhere"), STSAFE_SIM_WRONG_STATE);
}

TEST(CSettings, ComeBeforeTheFirstStart) {
  const StartedCChip chip;
  ASSERT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  for (const auto result :
       {stsafe_sim_set_seed(chip, 2), stsafe_sim_set_profile(chip, "spl05"),
        stsafe_sim_set_profile_json(chip, "{}", 2), stsafe_sim_set_choice(chip, "a=b"),
        stsafe_sim_set_state_file(chip, "file")}) {
    EXPECT_EQ(result, STSAFE_SIM_WRONG_STATE);
    EXPECT_NE(chip.error(), "");
  }
}

TEST(CSettings, RefuseNull) {
  const CChip chip;
  for (const auto result :
       {stsafe_sim_set_profile(chip, nullptr), stsafe_sim_set_profile_json(chip, nullptr, 0),
        stsafe_sim_set_choice(chip, nullptr), stsafe_sim_set_state_file(chip, nullptr),
        stsafe_sim_set_state_file(chip, "")}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
    EXPECT_NE(chip.error(), "");
  }
  for (const auto result :
       {stsafe_sim_set_seed(nullptr, 1), stsafe_sim_set_profile(nullptr, "spl05"),
        stsafe_sim_set_profile_json(nullptr, "{}", 2), stsafe_sim_set_choice(nullptr, "a=b"),
        stsafe_sim_set_state_file(nullptr, "file")}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
  }
  EXPECT_STREQ(stsafe_sim_error(nullptr), "chip: NULL");
  stsafe_sim_free(nullptr);
}

}  // namespace
}  // namespace stsafe::c_simulator
