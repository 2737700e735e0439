#include "tests/support/source_tree.h"

namespace stsafe::testing_support {

std::filesystem::path source_tree() { return STSAFE_SOURCE_DIR; }

}  // namespace stsafe::testing_support
