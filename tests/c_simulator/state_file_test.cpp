#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "tests/c_simulator/c_chip.h"
#include "tests/c_simulator/temporary_file.h"

namespace stsafe::c_simulator {
namespace {

using testing::HasSubstr;

TEST(CStateFile, KeepsWhatIsStored) {
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
    EXPECT_NE(chip.error().find(file.path()), std::string::npos) << chip.error();
    EXPECT_EQ(stsafe_sim_is_on(chip), 0);
    EXPECT_EQ(chip.write(kUpdate), STSAFE_SIM_NACK);
  }
  chip.start();
  EXPECT_EQ(chip.exchange(kReadZone, 9), to_bytes(kEmptyZone));
}

}  // namespace
}  // namespace stsafe::c_simulator
