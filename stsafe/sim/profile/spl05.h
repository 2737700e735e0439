#pragma once

#include "stsafe/sim/profile/profile.h"

namespace stsafe::sim {

/// The generic sample profile SPL05, as delivered (protocol part 04, section 2).
Profile spl05();

}  // namespace stsafe::sim
