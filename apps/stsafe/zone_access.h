#pragma once

#include <CLI/CLI.hpp>

#include "apps/stsafe/session.h"

namespace stsafe::tool {

/// Adds `access` to the verb `zone`: makes a zone's access conditions stricter, for good.
void add_zone_access(CLI::App& zone, Session& session);

/// True if the device has host keys, so that a condition *host* can be satisfied.
bool device_has_host_keys(Session& session);

}  // namespace stsafe::tool
