#pragma once

#include <string>
#include <vector>

namespace stsafe::devices {

/// Reads a file of at most `max_size` bytes. Throws Failure (usage) that begins with `what` and the
/// path if it cannot be read or is longer.
std::vector<std::byte> read_file(const std::string& what, const std::string& path,
                                 std::size_t max_size);

/// Throws Failure (usage) if other users may read or write the file.
void refuse_if_others_may_read(const std::string& what, const std::string& path);

}  // namespace stsafe::devices
