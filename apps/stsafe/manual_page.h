#pragma once

#include <string>

#include "apps/stsafe/verb_tree.h"

namespace stsafe::tool {

/// The source of a manual page, section 1, for man: of the program, or of one of its verbs with all
/// below it.
std::string manual_page(const VerbNode& program, const VerbNode& verb);
/// "stsafe-profile"
std::string manual_page_name(const VerbNode& verb);

}  // namespace stsafe::tool
