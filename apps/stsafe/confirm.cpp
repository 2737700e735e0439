#include "apps/stsafe/confirm.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "apps/devices/failure.h"

namespace stsafe::tool {

void confirm_irreversible(const std::vector<std::string>& steps, const Consent& consent) {
  if (steps.empty() || consent.is_simulator || consent.yes) return;
  std::string list;
  for (const auto& step : steps) list += fmt::format("\n  - {}", step);
  if (!consent.can_ask) {
    throw devices::usage_failure(
        fmt::format("these steps cannot be undone; say --yes to do them:{}", list));
  }
  const auto answer =
      consent.ask(fmt::format("These steps cannot be undone:{}\nType yes to do them: ", list));
  if (answer != "yes") throw devices::usage_failure("not confirmed; nothing was changed");
}

Consent terminal_consent(bool is_simulator, bool yes) {
  return {.is_simulator = is_simulator,
          .yes = yes,
          .can_ask = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
          .ask = [](const std::string& question) {
            std::fputs(question.c_str(), stderr);
            std::string answer;
            std::getline(std::cin, answer);
            return answer;
          }};
}

}  // namespace stsafe::tool
