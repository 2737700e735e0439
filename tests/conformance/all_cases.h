#pragma once

#include <iosfwd>
#include <string>

#include "tests/conformance/case.h"

namespace stsafe::conformance {

struct NamedCase {
  std::string name;          ///< command and case
  std::string_view command;  ///< whose table it stands in
  Case what;
};
std::ostream& operator<<(std::ostream& out, const NamedCase& one);

/// The cases of every command of the registry, which must have a table each, and the others.
std::vector<NamedCase> all_cases();

/// True if one of the case's commands would change a real chip for good. One that is refused
/// counts as well: it is refused if the chip is as the case expects.
bool changes_for_good(const Case& what);

}  // namespace stsafe::conformance
