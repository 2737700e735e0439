#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace stsafe::docs {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(' ') - first + 1)};
}

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  for (std::size_t at = 1; at < row.size();) {
    const auto end = std::min(row.find('|', at), row.size());
    cells.push_back(trimmed(std::string_view{row}.substr(at, end - at)));
    at = end + 1;
  }
  return cells;
}

bool is_row(const std::string& line) { return line.starts_with("|") && line.ends_with("|"); }

}  // namespace

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  EXPECT_TRUE(in) << file << " cannot be read";
  return {std::istreambuf_iterator<char>{in}, {}};
}

void write_text(const std::filesystem::path& file, std::string_view text) {
  std::ofstream out{file, std::ios::binary};
  out << text;
  EXPECT_TRUE(out.flush()) << file << " cannot be written";
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               std::string_view end) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file() && entry.path().string().ends_with(end)) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::filesystem::path> documents() {
  auto files = files_below(testing_support::source_tree() / "docs", ".md");
  files.push_back(testing_support::source_tree() / "CHANGELOG.md");
  return files;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::set<std::string> quoted_in(std::string_view markdown) {
  std::set<std::string> quoted;
  bool in_block = false;
  for (const auto& line : lines_of(markdown)) {
    if (line.starts_with("```")) in_block = !in_block;
    if (in_block || line.starts_with("    ")) continue;
    for (auto at = line.find('`'); at != std::string::npos;) {
      const auto end = line.find('`', at + 1);
      if (end == std::string::npos) break;
      quoted.insert(line.substr(at + 1, end - at - 1));
      at = line.find('`', end + 1);
    }
  }
  return quoted;
}

std::vector<std::vector<std::string>> table_rows(std::string_view markdown,
                                                 std::string_view heading) {
  std::vector<std::vector<std::string>> rows;
  bool in_table = false;
  bool is_wanted = false;
  for (const auto& line : lines_of(markdown)) {
    if (!is_row(line)) {
      in_table = false;
      continue;
    }
    auto cells = cells_of(line);
    if (!in_table) {
      in_table = true;
      is_wanted = cells.front() == heading;
      continue;
    }
    const bool is_rule = cells.front().find_first_not_of("-: ") == std::string::npos;
    if (is_wanted && !is_rule) rows.push_back(std::move(cells));
  }
  return rows;
}

}  // namespace stsafe::docs
