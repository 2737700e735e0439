#include <thread>

#include "tests/c_simulator/c_chip.h"

namespace stsafe::c_simulator {
namespace {

TEST(CThreads, HaveChipsOfTheirOwn) {
  constexpr std::uint64_t kNumThreads = 8;
  std::vector<Bytes> in_threads(kNumThreads);
  std::vector<std::thread> threads;
  for (std::uint64_t seed = 0; seed < kNumThreads; ++seed) {
    threads.emplace_back([&, seed] { in_threads[seed] = product_data(StartedCChip{seed}); });
  }
  for (auto& thread : threads) thread.join();
  for (std::uint64_t seed = 0; seed < kNumThreads; ++seed) {
    EXPECT_EQ(in_threads[seed], product_data(StartedCChip{seed})) << seed;
  }
}

}  // namespace
}  // namespace stsafe::c_simulator
