#pragma once

#include <filesystem>

namespace stsafe::testing_support {

/// The repository's top folder.
std::filesystem::path source_tree();

}  // namespace stsafe::testing_support
