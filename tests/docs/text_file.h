#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace stsafe::docs {

/// A whole file. Fails the test if it cannot be read; the text is then empty.
std::string read_text(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, std::string_view text);

/// All files below a folder whose name ends so, in a stable order.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               std::string_view end);

/// The documents that these tests hold to the code.
std::vector<std::filesystem::path> documents();

/// What stands between single backticks, outside blocks of code.
std::set<std::string> quoted_in(std::string_view markdown);

/// The rows of every table whose first heading is `heading`, as cells. The heading and the line
/// below it are left out.
std::vector<std::vector<std::string>> table_rows(std::string_view markdown,
                                                 std::string_view heading);

/// The lines of a text, without their ends.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace stsafe::docs
