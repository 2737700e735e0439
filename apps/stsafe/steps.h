#pragma once

#include <string_view>
#include <type_traits>

#include "apps/devices/failure.h"
#include "stsafe/base/result.h"

namespace stsafe::tool {

using devices::Failure;

/// The failure of one step: what was tried, in which layer it failed, what to do.
Failure step_failure(std::string_view step, Error error);

/// Stops with a step's failure unless it succeeded; gives its value.
template <class T>
T require(std::string_view step, const Result<T>& result) {
  if (!result) throw step_failure(step, result.error());
  if constexpr (!std::is_void_v<T>) return *result;
}

}  // namespace stsafe::tool
