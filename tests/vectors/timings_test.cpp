#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "stsafe/sim/timing.h"
#include "tests/support/source_tree.h"

namespace stsafe::vectors {
namespace {

/// The table of the documents: milliseconds by code, extended codes with their prefix.
std::map<unsigned, int> documented_times() {
  std::ifstream in(testing_support::source_tree() / "tests/vectors/timings.csv");
  std::map<unsigned, int> times;
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "command,code,extended,a120_exec_ms");
  while (std::getline(in, line)) {
    const auto code = line.find(',') + 1;
    const auto extended = line.find(',', code) + 1;
    const auto time = line.find(',', extended) + 1;
    const auto prefix = line[extended] == '1' ? 0x1F00U : 0U;
    times[prefix | static_cast<unsigned>(std::stoul(line.substr(code), nullptr, 16))] =
        std::stoi(line.substr(time));
  }
  return times;
}

TEST(VendorTiming, IsTheTableOfTheDocuments) {
  const auto times = documented_times();
  ASSERT_EQ(times.size(), 56U);
  const auto timing = sim::vendor_timing();
  wire::for_each_command([&]<wire::Command C>() {
    ASSERT_TRUE(times.contains(C::kOpcode.raw())) << C::kName;
    EXPECT_EQ(timing.commands[wire::index_of<C>()],
              std::chrono::milliseconds{times.at(C::kOpcode.raw())})
        << C::kName;
  });
}

}  // namespace
}  // namespace stsafe::vectors
