#pragma once

namespace stsafe::sim {

/// What the chip knows of who sends a command: facts that rules of access ask for.
struct Caller {
  bool host_verified = false;         ///< the command's C-MAC was right
  bool password_verified = false;     ///< the password was given since the last reset
  bool entity_authenticated = false;  ///< an entity's signature was verified since the last reset
};

}  // namespace stsafe::sim
