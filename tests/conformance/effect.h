#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/wire/types.h"

namespace stsafe::conformance {

/// The strongest effect that a command of this code and subject can have on a chip. A frame that
/// is no command of the registry has none.
wire::Effect effect_of(ByteView command);

}  // namespace stsafe::conformance
