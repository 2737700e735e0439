#include "apps/libstsafe-sim/handle.h"

#include <new>

#include "tests/c_simulator/c_chip.h"

namespace stsafe::c_simulator {
namespace {

/// What a call returns inside of which this is thrown.
template <class Exception>
stsafe_sim_result result_after(const CChip& chip, const Exception& exception) {
  return attempt(chip, [&](stsafe_sim&) -> stsafe_sim_result { throw exception; });
}

TEST(CHandle, LetsNoExceptionOut) {
  const CChip chip;
  EXPECT_EQ(result_after(chip, std::bad_alloc{}), STSAFE_SIM_OUT_OF_MEMORY);
  EXPECT_NE(chip.error(), "");
  EXPECT_EQ(result_after(chip, std::runtime_error{"broken"}), STSAFE_SIM_INTERNAL_ERROR);
  EXPECT_EQ(chip.error(), "broken");
  EXPECT_EQ(result_after(chip, 42), STSAFE_SIM_INTERNAL_ERROR);
  EXPECT_NE(chip.error(), "");
}

TEST(CHandle, TellsFailuresApart) {
  const CChip chip;
  using devices::Failure;
  EXPECT_EQ(result_after(chip, Failure{Failure::Kind::kUsage, "wrong"}),
            STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(result_after(chip, Failure{Failure::Kind::kFailed, "broken"}),
            STSAFE_SIM_INTERNAL_ERROR);
  const Failure failure{Failure::Kind::kFailed, "file"};
  using sim::StoreError;
  EXPECT_EQ(result_after(chip, StoreFailure{StoreError::kUnavailable, failure}),
            STSAFE_SIM_UNAVAILABLE);
  EXPECT_EQ(result_after(chip, StoreFailure{StoreError::kInUse, failure}), STSAFE_SIM_IN_USE);
  EXPECT_EQ(result_after(chip, StoreFailure{StoreError::kDamaged, failure}), STSAFE_SIM_DAMAGED);
  EXPECT_EQ(result_after(chip, StoreFailure{StoreError::kEmpty, failure}), STSAFE_SIM_DAMAGED);
  EXPECT_EQ(result_after(chip, StoreFailure{StoreError::kTooNew, failure}), STSAFE_SIM_TOO_NEW);
}

TEST(CHandle, ForgetsAnErrorAtTheNextCall) {
  const CChip chip;
  ASSERT_EQ(stsafe_sim_reset(chip), STSAFE_SIM_WRONG_STATE);
  ASSERT_NE(chip.error(), "");
  ASSERT_EQ(stsafe_sim_advance(chip, 1), STSAFE_SIM_OK);
  EXPECT_EQ(chip.error(), "");
}

}  // namespace
}  // namespace stsafe::c_simulator
