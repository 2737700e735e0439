#pragma once

#include <span>
#include <string_view>

#include "bench/timing/board.h"

namespace stsafe::bench {

/// Something that a user waits for.
struct Operation {
  std::string_view name;
  /// Does it once. Before, the host has initialised the device.
  Result<void> (*run)(Host& host);
  /// Whether it also runs in a host session.
  bool in_session = true;
};

std::span<const Operation> operations();

/// What an operation costs a host that has just met the chip. Throws if it fails.
Cost measure(Board& board, const Operation& operation, Policy policy, bool in_session);

}  // namespace stsafe::bench
