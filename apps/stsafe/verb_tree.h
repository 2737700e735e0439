#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace stsafe::tool {

/// An option, a flag or a positional argument, as help, manual and completion need it.
struct OptionNode {
  std::vector<std::string> names;  ///< "-d", "--device"; of a positional only its name
  std::string description;         ///< may have several lines
  std::string type_name;           ///< "FILE"; empty: a flag
  std::string default_text;
  std::vector<std::string> choices;  ///< what may be given, or how it may begin ("sim:")
  bool is_positional = false;
  bool is_required = false;
  bool repeats = false;

  bool takes_value() const { return is_positional || !type_name.empty(); }
  bool takes_file() const;
};

/// A verb with its own options and verbs; the first one is the program.
struct VerbNode {
  std::vector<std::string> path;  ///< "profile", "show"; of the program empty
  std::string description;
  std::string group;
  std::string footer;
  std::vector<OptionNode> options;
  std::vector<OptionNode> positionals;
  std::vector<VerbNode> verbs;
  bool needs_verb = false;

  const VerbNode* find(std::string_view name) const;
  /// The option with this name, such as "--json"; null if there is none.
  const OptionNode* find_option(std::string_view name) const;
  /// "profile show"
  std::string full_name(std::string_view separator = " ") const;
};

/// Takes a command line apart, in the order of its help. Hidden options and verbs are left out.
/// Options of the program may also stand behind a verb.
VerbNode describe_verbs(const CLI::App& app);

/// Calls `visit` with the verb and all below it.
template <class Visit>
void for_each_verb(const VerbNode& verb, const Visit& visit) {
  visit(verb);
  for (const auto& each : verb.verbs) for_each_verb(each, visit);
}

/// The first sentence or line of a description.
std::string brief(std::string_view description);

}  // namespace stsafe::tool
