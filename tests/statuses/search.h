#pragma once

#include "tests/conformance/all_cases.h"
#include "tests/statuses/mutation.h"
#include "tests/statuses/observations.h"

namespace stsafe::statuses {

/// What the cases show, and nothing else.
Observations shown_by(std::span<const conformance::NamedCase> cases);

/// What comes of the cases' requests in the states of all other cases of the same command, and of
/// mutations of them: plain, sealed, one after another. The same in each run.
Observations found_around(std::span<const conformance::NamedCase> cases, Dice& dice);

}  // namespace stsafe::statuses
