#pragma once

#include <cstdint>

namespace stsafe::sim {

/// How deep the chip sleeps once its answer has been read.
enum class Sleep : std::uint8_t {
  kNone,
  kStandby,    ///< a START wakes it; nothing is lost
  kHibernate,  ///< a START or a reset wakes it; volatile state is lost
  kHibernateUntilReset,
};

constexpr bool loses_memory(Sleep sleep) {
  return sleep == Sleep::kHibernate || sleep == Sleep::kHibernateUntilReset;
}

}  // namespace stsafe::sim
