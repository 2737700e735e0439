#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "tests/c_simulator/c_chip.h"
#include "tests/c_simulator/temporary_file.h"
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

/// Whether the answer to Hibernate is there so long after it was asked for.
bool hibernates_after(const CChip& chip, std::uint64_t microseconds) {
  EXPECT_EQ(stsafe_sim_reset(chip), STSAFE_SIM_OK);
  chip.wait();
  EXPECT_EQ(chip.write("0d01aeb6"_hex), STSAFE_SIM_OK);
  chip.wait(microseconds);
  return !chip.read(5).empty();
}

TEST(CSettings, HaveATimingModel) {
  const CChip none;
  ASSERT_EQ(stsafe_sim_set_timing(none, "none"), STSAFE_SIM_OK);
  ASSERT_EQ(stsafe_sim_power_on(none), STSAFE_SIM_OK);
  EXPECT_EQ(none.write(kEcho), STSAFE_SIM_OK);
  EXPECT_EQ(none.read(8), to_bytes(kEchoAnswer));

  // 500 ms in the vendor's table (part 01, section 1.8); typically, by default, as Reset.
  const CChip vendor;
  ASSERT_EQ(stsafe_sim_set_timing(vendor, "vendor"), STSAFE_SIM_OK);
  vendor.start();
  EXPECT_FALSE(hibernates_after(vendor, 499'999));
  EXPECT_TRUE(hibernates_after(vendor, 500'000));
  const StartedCChip typical;
  EXPECT_FALSE(hibernates_after(typical, 1'999));
  EXPECT_TRUE(hibernates_after(typical, 2'000));
}

TEST(CSettings, HaveATimingModelFromAFile) {
  const TemporaryFile file;
  std::ofstream{file.path()} << R"({"name": "lab", "boot_us": 0, "wake_us": 0, "refusal_us": 0,
                                    "default_us": 300})";
  const CChip chip;
  ASSERT_EQ(stsafe_sim_set_timing(chip, file.path().c_str()), STSAFE_SIM_OK) << chip.error();
  ASSERT_EQ(stsafe_sim_power_on(chip), STSAFE_SIM_OK);
  EXPECT_FALSE(hibernates_after(chip, 299));
  EXPECT_TRUE(hibernates_after(chip, 300));
}

/// Microseconds until a chip with this seed acknowledges, of a model that says 1,000,000 ± 50 %.
std::uint64_t time_to_boot(std::uint64_t seed) {
  const TemporaryFile file;
  std::ofstream{file.path()} << R"({"name": "lab", "boot_us": 1000000, "wake_us": 0,
                                    "refusal_us": 0, "default_us": 0, "spread_percent": 50})";
  const CChip chip;
  EXPECT_EQ(stsafe_sim_set_timing(chip, file.path().c_str()), STSAFE_SIM_OK) << chip.error();
  EXPECT_EQ(stsafe_sim_set_seed(chip, seed), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_power_on(chip), STSAFE_SIM_OK);
  while (stsafe_sim_now(chip) < 1'600'000 && chip.write({}) == STSAFE_SIM_NACK) chip.wait(1'000);
  return stsafe_sim_now(chip);
}

TEST(CSettings, LetChipsStrayFromAModel) {
  // The factors that apps/devices/timings_test.cpp has for these seeds.
  EXPECT_EQ(time_to_boot(1), 632'000U);
  EXPECT_EQ(time_to_boot(6), 1'466'000U);
}

TEST(CSettings, SayWhichTimingModelIsNone) {
  const CChip chip;
  EXPECT_EQ(stsafe_sim_set_timing(chip, "swift"), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_THAT(chip.error(), HasSubstr("'swift'"));
  EXPECT_THAT(chip.error(), HasSubstr("typical"));
}

TEST(CSettings, ComeBeforeTheFirstStart) {
  const StartedCChip chip;
  ASSERT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  for (const auto result :
       {stsafe_sim_set_seed(chip, 2), stsafe_sim_set_profile(chip, "spl05"),
        stsafe_sim_set_profile_json(chip, "{}", 2), stsafe_sim_set_choice(chip, "a=b"),
        stsafe_sim_set_timing(chip, "none"), stsafe_sim_set_state_file(chip, "file")}) {
    EXPECT_EQ(result, STSAFE_SIM_WRONG_STATE);
    EXPECT_NE(chip.error(), "");
  }
}

TEST(CSettings, RefuseNull) {
  const CChip chip;
  for (const auto result :
       {stsafe_sim_set_profile(chip, nullptr), stsafe_sim_set_profile_json(chip, nullptr, 0),
        stsafe_sim_set_choice(chip, nullptr), stsafe_sim_set_timing(chip, nullptr),
        stsafe_sim_set_state_file(chip, nullptr), stsafe_sim_set_state_file(chip, "")}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
    EXPECT_NE(chip.error(), "");
  }
  for (const auto result :
       {stsafe_sim_set_seed(nullptr, 1), stsafe_sim_set_profile(nullptr, "spl05"),
        stsafe_sim_set_profile_json(nullptr, "{}", 2), stsafe_sim_set_choice(nullptr, "a=b"),
        stsafe_sim_set_timing(nullptr, "none"), stsafe_sim_set_state_file(nullptr, "file")}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
  }
  EXPECT_STREQ(stsafe_sim_error(nullptr), "chip: NULL");
  stsafe_sim_free(nullptr);
}

}  // namespace
}  // namespace stsafe::c_simulator
