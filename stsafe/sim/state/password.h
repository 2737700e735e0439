#pragma once

#include "stsafe/base/secret.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::sim {

/// Wrong passwords in a row until the password is blocked (protocol part 01, trap T-27).
inline constexpr std::uint8_t kMaxPasswordTries = 3;

/// The password slot. Only a personalisation fills it.
struct Password {
  bool present = false;
  Secret<wire::kPasswordSize> value;
  std::uint8_t remaining_tries = kMaxPasswordTries;

  void clear() {
    present = false;
    value.clear();
    remaining_tries = kMaxPasswordTries;
  }
};

}  // namespace stsafe::sim
