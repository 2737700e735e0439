#include "apps/stsafe/verb_tree.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "apps/text/names.h"

namespace stsafe::tool {
namespace {

std::vector<std::string> split_at(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (true) {
    const auto at = text.find(separator);
    words.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return words;
    text.remove_prefix(at + 1);
  }
}

std::vector<std::string> curve_names() {
  std::vector<std::string> names;
  for (const auto curve : kAllCurves) names.emplace_back(text::name(curve));
  return names;
}

/// What a type's name stands for, as far as it is known beforehand.
std::vector<std::string> choices_of_type(std::string_view type_name) {
  if (type_name == "CURVE") return curve_names();
  if (type_name == "DEVICE") return {"sim:", "i2c:", "tcp:", "unix:", "record:", "replay:"};
  if (type_name == "SOURCE") return {"fd:", "env:", "prompt:"};
  return {};
}

bool is_word(const std::string& text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && std::ranges::all_of(text, fits);
}

/// "bash|zsh|fish" lists what may be given, and so does the "{bash,zsh}" of CLI11's own check;
/// "NAME|FILE" does not.
void read_choices(OptionNode& option) {
  const auto brace = option.type_name.find('{');
  if (brace != std::string::npos) {
    const auto end = option.type_name.find('}', brace);
    option.choices =
        split_at(std::string_view{option.type_name}.substr(brace + 1, end - brace - 1), ',');
    option.type_name =
        option.type_name.substr(0, option.type_name[brace - 1] == ':' ? brace - 1 : brace);
    return;
  }
  auto words = split_at(option.type_name, '|');
  if (words.size() > 1 && std::ranges::all_of(words, is_word)) {
    option.choices = std::move(words);
  } else {
    option.choices = choices_of_type(option.type_name);
  }
}

OptionNode describe_option(const CLI::Option& option) {
  OptionNode node{.names = {},
                  .description = option.get_description(),
                  .type_name = {},
                  .default_text = option.get_default_str(),
                  .choices = {}};
  node.is_positional = option.get_positional();
  node.is_required = option.get_required();
  node.repeats = option.get_items_expected_max() > 1;
  if (node.is_positional) {
    node.names.push_back(option.get_name(true));
  } else {
    for (const auto& name : option.get_snames()) node.names.push_back("-" + name);
    for (const auto& name : option.get_lnames()) node.names.push_back("--" + name);
  }
  if (option.get_items_expected_max() > 0) {
    node.type_name = option.get_type_name();
    read_choices(node);
    if (node.type_name.empty()) node.type_name = "VALUE";
  }
  return node;
}

void add_options(VerbNode& node, const CLI::App& app) {
  for (const auto* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    auto described = describe_option(*option);
    (described.is_positional ? node.positionals : node.options).push_back(std::move(described));
  }
}

VerbNode describe_verb(const CLI::App& app, std::vector<std::string> path) {
  VerbNode node{.path = std::move(path),
                .description = app.get_description(),
                .group = app.get_group(),
                .footer = app.get_footer(),
                .options = {},
                .positionals = {},
                .verbs = {}};
  node.needs_verb = app.get_require_subcommand_min() > 0;
  add_options(node, app);
  for (const auto* verb : app.get_subcommands(nullptr)) {
    if (verb->get_name().empty()) {  // a group of options
      add_options(node, *verb);
      continue;
    }
    if (verb->get_group().empty()) continue;
    auto below = node.path;
    below.push_back(verb->get_name());
    node.verbs.push_back(describe_verb(*verb, std::move(below)));
  }
  return node;
}

}  // namespace

bool OptionNode::takes_file() const {
  const auto parts = split_at(type_name, '|');
  return type_name == "SOURCE" || type_name == "FOLDER" ||
         std::ranges::find(parts, "FILE") != parts.end();
}

const VerbNode* VerbNode::find(std::string_view name) const {
  const auto found =
      std::ranges::find_if(verbs, [&](const auto& verb) { return verb.path.back() == name; });
  return found == verbs.end() ? nullptr : &*found;
}

const OptionNode* VerbNode::find_option(std::string_view name) const {
  const auto found = std::ranges::find_if(options, [&](const auto& option) {
    return std::ranges::find(option.names, name) != option.names.end();
  });
  return found == options.end() ? nullptr : &*found;
}

std::string VerbNode::full_name(std::string_view separator) const {
  return fmt::format("{}", fmt::join(path, separator));
}

VerbNode describe_verbs(const CLI::App& app) { return describe_verb(app, {}); }

std::string brief(std::string_view description) {
  return std::string{description.substr(0, description.find_first_of(";:\n"))};
}

}  // namespace stsafe::tool
