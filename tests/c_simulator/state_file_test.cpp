#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "tests/c_simulator/c_chip.h"
#include "tests/c_simulator/temporary_file.h"

namespace stsafe::c_simulator {
namespace {

using testing::HasSubstr;

TEST(CStateFile, BelongsToOneChipAtATimeAndKeepsItsState) {
  const TemporaryFile file;
  const CChip second;
  ASSERT_EQ(stsafe_sim_set_state_file(second, file.path().c_str()), STSAFE_SIM_OK);
  Bytes serial_number;
  {
    const CChip first;
    ASSERT_EQ(stsafe_sim_set_state_file(first, file.path().c_str()), STSAFE_SIM_OK);
    first.start();
    ASSERT_EQ(first.exchange(kUpdate, 5), to_bytes(kDone));
    serial_number = product_data(first);

    EXPECT_EQ(stsafe_sim_power_on(second), STSAFE_SIM_IN_USE);
    EXPECT_THAT(second.error(), HasSubstr(file.path()));
    EXPECT_EQ(stsafe_sim_is_on(second), 0);
  }
  second.start();
  EXPECT_EQ(second.exchange(kReadZone, 7), to_bytes(kUpdatedZone));
  EXPECT_EQ(product_data(second), serial_number);
}

TEST(CStateFile, IsRefusedWithAReason) {
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

/// Lets no file grow any more, as on a full medium.
class FullMedium {
 public:
  FullMedium() {
    old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit full{0, old_limit_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullMedium() {
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }
  FullMedium(const FullMedium&) = delete;
  FullMedium& operator=(const FullMedium&) = delete;

 private:
  rlimit old_limit_{};
  void (*old_handler_)(int) = nullptr;
};

TEST(CStateFile, TakesThePowerAwayIfItCannotBeWritten) {
  const TemporaryFile file;
  const CChip chip;
  ASSERT_EQ(stsafe_sim_set_state_file(chip, file.path().c_str()), STSAFE_SIM_OK);
  chip.start();
  {
    const FullMedium full;
    EXPECT_EQ(chip.write(kUpdate), STSAFE_SIM_UNAVAILABLE);
    EXPECT_THAT(chip.error(), HasSubstr(file.path()));
    EXPECT_EQ(stsafe_sim_is_on(chip), 0);
    EXPECT_EQ(chip.write(kUpdate), STSAFE_SIM_NACK);
  }
  chip.start();
  EXPECT_EQ(chip.exchange(kReadZone, 9), to_bytes(kEmptyZone));
  {
    const FullMedium full;
    ASSERT_EQ(stsafe_sim_start(chip, kAddress, 0), STSAFE_SIM_OK);
    for (const auto byte : kUpdate) {
      ASSERT_EQ(stsafe_sim_write_byte(chip, std::to_integer<std::uint8_t>(byte)), STSAFE_SIM_OK);
    }
    EXPECT_EQ(stsafe_sim_stop(chip), STSAFE_SIM_UNAVAILABLE);
  }
}

}  // namespace
}  // namespace stsafe::c_simulator
