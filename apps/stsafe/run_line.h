#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/stsafe/tool_app.h"

namespace stsafe::tool {

/// Runs one command line, words without the program's name. Whatever goes wrong is said on standard
/// error in one line. Returns the exit status (exit_status.h).
int run_line(const std::vector<std::string>& words, Session& session, LineOrigin origin);

/// Says in one line, behind the place of the line that runs, what went wrong; returns `status`.
int complain(const Session& session, std::string_view message, int status);

}  // namespace stsafe::tool
