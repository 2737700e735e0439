#pragma once

#include "apps/stsafe-sim/log.h"
#include "stsafe/sim/state/nvm.h"

namespace stsafe::simulator {

/// What a chip has stored, for people and for tests. Keys only with `secrets`.
Json state_json(const sim::Nvm& state, bool secrets);

}  // namespace stsafe::simulator
