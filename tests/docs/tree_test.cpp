#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "tests/docs/text_file.h"
#include "tests/support/source_tree.h"

// What the documents say of files and folders.
namespace stsafe::docs {
namespace {

namespace fs = std::filesystem;

std::string architecture() {
  return read_text(testing_support::source_tree() / "docs" / "architecture.md");
}

/// The paths of the indented tree under "## The tree".
std::set<std::string> tree() {
  std::set<std::string> paths;
  std::vector<std::string> above;
  bool in_section = false;
  bool in_block = false;
  for (const auto& line : lines_of(architecture())) {
    if (line.starts_with("## ")) in_section = line == "## The tree";
    if (!in_section) continue;
    if (line.starts_with("```")) {
      in_block = !in_block;
      continue;
    }
    if (!in_block || line.empty()) continue;
    const auto indent = line.find_first_not_of(' ');
    above.resize(std::min(above.size(), indent / 2));
    above.push_back(line.substr(indent, line.find(' ', indent) - indent));
    std::string path;
    for (const auto& part : above) path += part;
    paths.insert(path);
  }
  return paths;
}

TEST(Documents, NameFilesThatExist) {
  const std::regex path{R"(\.?[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_.\-]+)*/?)"};
  const std::regex source{R"([A-Za-z0-9_\-]+\.(h|cpp|md|py|json|ld|cmake))"};
  for (const auto& document : documents()) {
    // It defines the form of a file name.
    if (document == testing_support::source_tree() / "docs" / "decisions" / "README.md") continue;
    for (const auto& quoted : quoted_in(read_text(document))) {
      const bool has_folder = quoted.find('/') != std::string::npos;
      if (!has_folder && !std::regex_match(quoted, source)) continue;
      if (!std::regex_match(quoted, path)) continue;
      EXPECT_TRUE(fs::exists(testing_support::source_tree() / quoted) ||
                  fs::exists(document.parent_path() / quoted))
          << document.lexically_relative(testing_support::source_tree()) << " names " << quoted
          << ", which does not exist";
    }
  }
}

TEST(Documents, ShowATreeOfFoldersThatExist) {
  const auto paths = tree();
  ASSERT_GT(paths.size(), 20U);
  for (const auto& path : paths) {
    EXPECT_TRUE(path.ends_with("/") ? fs::is_directory(testing_support::source_tree() / path)
                                    : fs::exists(testing_support::source_tree() / path))
        << path << " does not exist";
  }
}

TEST(Documents, LeaveNoFolderOfTheProductOutOfTheTree) {
  const auto paths = tree();
  for (const std::string parent : {"stsafe/", "ports/", "apps/"}) {
    EXPECT_TRUE(paths.contains(parent));
    for (const auto& entry : fs::directory_iterator{testing_support::source_tree() / parent}) {
      if (!entry.is_directory()) continue;
      const auto path = parent + entry.path().filename().string() + "/";
      EXPECT_TRUE(paths.contains(path)) << "docs/architecture.md does not have " << path;
    }
  }
}

TEST(Documents, HaveTheDependencyTableThatIsEnforced) {
  const std::regex row{R"re(    "(\w+)": (?:set\(\)|\{([^}]*)\}),)re"};
  const auto script = read_text(testing_support::source_tree() / "scripts" / "check_includes.py");
  const auto begin = script.find("CORE = {");
  ASSERT_NE(begin, std::string::npos);
  const auto core = script.substr(begin, script.find("\n}", begin) - begin);
  std::map<std::string, std::string> enforced;
  for (std::sregex_iterator match{core.begin(), core.end(), row}, end; match != end; ++match) {
    enforced[(*match)[1]] = std::regex_replace((*match)[2].str(), std::regex{"\""}, "`");
  }
  ASSERT_GT(enforced.size(), 5U);

  const auto rows = table_rows(architecture(), "Folder");
  std::map<std::string, std::string> documented;
  for (const auto& cells : rows) documented[cells.front()] = cells.at(1);
  for (const auto& [folder, others] : enforced) {
    const auto found = documented.find("`" + folder + "`");
    ASSERT_NE(found, documented.end()) << folder << " has no row";
    EXPECT_EQ(found->second, others.empty() ? "nothing of ours" : others) << folder;
  }
}

TEST(Decisions, HaveTheForm) {
  const auto folder = testing_support::source_tree() / "docs" / "decisions";
  int expected = 0;
  for (const auto& file : files_below(folder, ".md")) {
    const auto name = file.filename().string();
    if (name == "README.md") continue;
    ++expected;
    const auto number = std::to_string(expected);
    EXPECT_TRUE(name.starts_with(std::string(4 - number.size(), '0') + number + "-")) << name;
    const auto text = read_text(file);
    EXPECT_TRUE(text.starts_with("# " + number + ". ")) << name;
    for (const std::string part : {"\n**Context.** ", "\n**Decision.** ", "\n**Price.** "}) {
      EXPECT_NE(text.find(part), std::string::npos) << name << " has no" << part;
    }
  }
  EXPECT_GT(expected, 0);
}

}  // namespace
}  // namespace stsafe::docs
