#include "apps/stsafe/steps.h"

#include <fmt/format.h>

#include "apps/stsafe/exit_status.h"
#include "apps/text/advice.h"

namespace stsafe::tool {

Failure step_failure(std::string_view step, Error error) {
  auto message = fmt::format("{}: {}", step, text::explain(error));
  if (const auto what_to_do = text::advice(error); !what_to_do.empty()) {
    message += fmt::format(". {}", what_to_do);
  }
  return Failure{kind_of(error), message};
}

}  // namespace stsafe::tool
