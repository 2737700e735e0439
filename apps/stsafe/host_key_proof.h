#pragma once

#include <array>

#include "apps/stsafe/connection.h"
#include "apps/stsafe/steps.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::tool {

/// Shows that the host session's keys are the device's: opening it takes no answer that depends on
/// them. Closes the session and throws Failure if they are not.
inline void prove_host_keys(Connection& connection) {
  constexpr std::array probe{std::byte{0x5A}};
  const auto answer = connection.device().call(wire::Echo{wire::Tail{ByteView{probe}}});
  if (answer) return;
  connection.host_session().close();
  throw step_failure("Use the host keys", answer.error());
}

}  // namespace stsafe::tool
