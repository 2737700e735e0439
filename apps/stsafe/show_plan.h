#pragma once

#include <nlohmann/json.hpp>

#include "apps/stsafe/plan.h"

namespace stsafe::tool {

/// For people: one line for each step, with a mark at what cannot be undone.
void print_plan(const Plan& plan);
nlohmann::ordered_json plan_as_json(const Plan& plan);

}  // namespace stsafe::tool
