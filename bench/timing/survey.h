#pragma once

#include <string>
#include <vector>

#include "bench/timing/operations.h"

namespace stsafe::bench {

/// How many chips a survey looks at, none of which the host knows: each is up to 10 % faster or
/// slower than typical, and each of its times strays by up to 2 %.
inline constexpr int kNumChips = 100;

/// What one operation costs at one bit rate.
struct Row {
  const Operation* operation = nullptr;
  bool in_session = false;
  std::uint32_t bit_rate = 0;
  Cost ours{};        ///< on a typical chip
  Cost vendors{};     ///< the same chip under the vendor's policy
  double median = 0;  ///< of the ratio to the limit, over all chips
  double worst = 0;

  std::string name() const;
};

/// All operations, plain and in a session, at 100 and 400 kHz. The same each time.
std::vector<Row> survey();

}  // namespace stsafe::bench
