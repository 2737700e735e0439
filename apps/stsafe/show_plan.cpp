#include "apps/stsafe/show_plan.h"

#include <fmt/format.h>

namespace stsafe::tool {

void print_plan(const Plan& plan) {
  if (plan.steps().empty()) {
    fmt::print("Nothing would be changed.\n");
    return;
  }
  fmt::print("Would do, in this order; nothing was changed:\n");
  for (const auto& step : plan.steps()) {
    fmt::print("  - {}{}\n      {} {}\n", step.what,
               step.is_irreversible ? " (CANNOT BE UNDONE)" : "", step.command,
               step.fields.value_or("(content made while it runs)"));
  }
}

nlohmann::ordered_json plan_as_json(const Plan& plan) {
  auto steps = nlohmann::ordered_json::array();
  for (const auto& step : plan.steps()) {
    nlohmann::ordered_json json{
        {"what", step.what}, {"command", step.command}, {"irreversible", step.is_irreversible}};
    if (step.fields) json["fields"] = *step.fields;
    steps.push_back(std::move(json));
  }
  return {{"dry_run", true}, {"steps", std::move(steps)}};
}

}  // namespace stsafe::tool
