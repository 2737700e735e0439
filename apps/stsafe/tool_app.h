#pragma once

#include <CLI/CLI.hpp>
#include <memory>

#include "apps/stsafe/session.h"

namespace stsafe::tool {

/// Where a command line comes from: a shell line talks to the device that is open.
enum class LineOrigin : bool { kProgramStart, kShell };

/// The whole command line: options and verbs. From it come the help, the manual and completion.
std::unique_ptr<CLI::App> make_app(Session& session, LineOrigin origin);

}  // namespace stsafe::tool
