#pragma once

#include "stsafe/base/error.h"

namespace stsafe::host {

/// True if the error leaves open whether the chip executed the command.
bool is_inconclusive(Error error);

}  // namespace stsafe::host
