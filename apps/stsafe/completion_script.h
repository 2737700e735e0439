#pragma once

#include <string>

#include "apps/stsafe/verb_tree.h"

// Scripts that complete the tool's command line. They hold all verbs, options and choices, and
// never run the tool.
namespace stsafe::tool {

std::string bash_completion(const VerbNode& program);
std::string zsh_completion(const VerbNode& program);
std::string fish_completion(const VerbNode& program);

}  // namespace stsafe::tool
