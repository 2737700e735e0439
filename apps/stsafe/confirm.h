#pragma once

#include <functional>
#include <string>
#include <vector>

namespace stsafe::tool {

/// How the tool may decide about steps that cannot be undone.
struct Consent {
  bool is_simulator = false;  ///< nothing is lost
  bool yes = false;           ///< the person said so beforehand
  bool can_ask = false;       ///< standard input and error are a terminal
  /// Shows a question and returns the answer; only called if `can_ask`.
  std::function<std::string(const std::string& question)> ask;
};

/// Names the steps and gets a yes for them, or throws Failure. Nothing is asked for no steps.
void confirm_irreversible(const std::vector<std::string>& steps, const Consent& consent);

/// Consent by this process's terminal.
Consent terminal_consent(bool is_simulator, bool yes);

}  // namespace stsafe::tool
