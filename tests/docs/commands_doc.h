#pragma once

#include <string>

namespace stsafe::docs {

/// The whole of docs/commands.md, made from the registry.
std::string commands_document();

}  // namespace stsafe::docs
