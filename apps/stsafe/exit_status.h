#pragma once

#include "apps/devices/failure.h"
#include "stsafe/base/error.h"

namespace stsafe::tool {

/// What the tool's exit status says. Scripts rely on these numbers.
enum ExitStatus : int {
  kDone = 0,
  kFailed = 1,         ///< of this machine: a file, the output, a recording
  kWrongUsage = 2,     ///< nothing was done
  kRefused = 3,        ///< the device said no
  kNotAuthentic = 4,   ///< a tag, MAC, signature, certificate or password is wrong
  kBusFailed = 5,      ///< the device cannot be reached, or its answer does not arrive
  kNotFound = 6,       ///< no such device, slot, key, zone, certificate or input file
  kInterrupted = 130,  ///< by Ctrl-C, as shells have it
};

/// In a few words, one line for each status: for --help and the manual.
inline constexpr const char* kExitStatusHelp =
    "Exit status: 0 done, 1 failed on this machine (file, output), 2 wrong usage, 3 the device\n"
    "refused, 4 not authentic (tag, MAC, signature, certificate, password), 5 bus or connection,\n"
    "6 not found (device, slot, key, zone, input file), 130 interrupted.";

/// Ends a verb that has itself said all that is to be said.
struct EndedWith {
  int status;
};

int exit_status_of(devices::Failure::Kind kind);
/// Of which kind an error of the library is.
devices::Failure::Kind kind_of(Error error);

}  // namespace stsafe::tool
