#pragma once

#include "stsafe/sim/context.h"

namespace stsafe::sim {

/// Unwraps what arrived in the KEK session, which must be open, under its next working KEK. Counts
/// whatever reaches unwrapping, good or bad (trap T-22); 13 after 255.
Status unwrap(Context& cx, ByteView wrapped, ByteSpan plain);

}  // namespace stsafe::sim
