#include <gmock/gmock.h>

#include <array>
#include <fstream>
#include <iterator>

#include "tests/c_simulator/c_chip.h"
#include "tests/support/source_tree.h"

namespace stsafe::c_simulator {
namespace {

struct Number {
  int value;
  const char* name;
};
// Written by hand: these are in programs that are already compiled.
constexpr std::array kResults{
    Number{0, "STSAFE_SIM_OK"},
    Number{1, "STSAFE_SIM_NACK"},
    Number{2, "STSAFE_SIM_INVALID_ARGUMENT"},
    Number{3, "STSAFE_SIM_WRONG_STATE"},
    Number{4, "STSAFE_SIM_UNAVAILABLE"},
    Number{5, "STSAFE_SIM_IN_USE"},
    Number{6, "STSAFE_SIM_DAMAGED"},
    Number{7, "STSAFE_SIM_TOO_NEW"},
    Number{8, "STSAFE_SIM_OUT_OF_MEMORY"},
    Number{9, "STSAFE_SIM_INTERNAL_ERROR"},
};
static_assert(STSAFE_SIM_OK == 0 && STSAFE_SIM_NACK == 1 && STSAFE_SIM_INVALID_ARGUMENT == 2 &&
              STSAFE_SIM_WRONG_STATE == 3 && STSAFE_SIM_UNAVAILABLE == 4 &&
              STSAFE_SIM_IN_USE == 5 && STSAFE_SIM_DAMAGED == 6 && STSAFE_SIM_TOO_NEW == 7 &&
              STSAFE_SIM_OUT_OF_MEMORY == 8 && STSAFE_SIM_INTERNAL_ERROR == 9);
static_assert(STSAFE_SIM_CUT_NEVER == 0 && STSAFE_SIM_CUT_BEFORE_STORING == 1 &&
              STSAFE_SIM_CUT_AFTER_STORING == 2);
static_assert(sizeof(stsafe_sim_result) == 4);

TEST(CVersion, IsThatOfTheHeader) {
  EXPECT_EQ(stsafe_sim_abi_version(), 1);
  EXPECT_EQ(stsafe_sim_abi_version(), STSAFE_SIM_ABI_VERSION);
  EXPECT_STREQ(stsafe_sim_version(), "0.1.0");
}

TEST(CVersion, NamesEveryResult) {
  for (const auto& result : kResults) {
    EXPECT_STREQ(stsafe_sim_result_name(result.value), result.name);
  }
  EXPECT_STREQ(stsafe_sim_result_name(kResults.size()), "unknown result");
  EXPECT_STREQ(stsafe_sim_result_name(-1), "unknown result");
}

TEST(CVersion, HasTheNumbersThatAreDocumented) {
  std::ifstream in{testing_support::source_tree() / "docs" / "c-simulator.md"};
  const std::string document{std::istreambuf_iterator<char>{in}, {}};
  for (const auto& result : kResults) {
    const auto row =
        std::string{"\n| `"} + result.name + "` | " + std::to_string(result.value) + " | ";
    EXPECT_THAT(document, testing::HasSubstr(row));
  }
}

}  // namespace
}  // namespace stsafe::c_simulator
