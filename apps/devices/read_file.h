#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stsafe::devices {

/// Reads a file of at most `max_size` bytes. Throws Failure that begins with `what` and the path if
/// there is none, it cannot be read or is longer (usage).
std::vector<std::byte> read_file(const std::string& what, const std::string& path,
                                 std::size_t max_size);

/// The text of the file that a person named where there are also things built in, which `built_in`
/// lists. Throws Failure that begins with `what` and the name if there is no such file (usage), it
/// cannot be read, or is longer than `max_size` bytes (usage).
std::string read_document(const std::string& what, const std::string& name_or_file,
                          std::string_view built_in, std::size_t max_size);

/// Throws Failure (usage) if other users may read or write the file.
void refuse_if_others_may_read(const std::string& what, const std::string& path);

}  // namespace stsafe::devices
