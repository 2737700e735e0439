#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>
#include <vector>

#include "apps/stsafe/verb_tree.h"

// What the scripts for bash and zsh share: keys of their tables, and quoting.
namespace stsafe::tool::completion {

/// "profile show:--profile": an option of a verb; "profile diff#1": its second positional.
inline std::string option_key(const VerbNode& verb, const std::string& name) {
  return fmt::format("{}:{}", verb.full_name(), name);
}
inline std::string positional_key(const VerbNode& verb, std::size_t position) {
  return fmt::format("{}#{}", verb.full_name(), position);
}

/// In single quotes, as bash and zsh read them.
inline std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return out + "'";
}

/// An arm of a `case` over keys, which sets what may be given there.
inline std::string value_arm(const std::vector<std::string>& keys, const OptionNode& option) {
  std::vector<std::string> patterns;
  for (const auto& key : keys) patterns.push_back(quoted(key));
  return fmt::format("    {}) choices={} files={} ;;\n", fmt::join(patterns, "|"),
                     quoted(fmt::format("{}", fmt::join(option.choices, " "))),
                     option.takes_file() ? 1 : 0);
}

/// As many of a positional that may be repeated are completed.
inline constexpr std::size_t kMaxPositionals = 8;

/// The arms for all options with a value, and all positionals.
inline std::string value_arms(const VerbNode& program) {
  std::string arms;
  for_each_verb(program, [&](const VerbNode& verb) {
    for (const auto& option : verb.options) {
      if (!option.takes_value()) continue;
      std::vector<std::string> keys;
      for (const auto& name : option.names) keys.push_back(option_key(verb, name));
      arms += value_arm(keys, option);
    }
    for (std::size_t i = 0; i < verb.positionals.size(); ++i) {
      const auto& positional = verb.positionals[i];
      arms += value_arm({positional_key(verb, i)}, positional);
      for (std::size_t more = 1; positional.repeats && more < kMaxPositionals; ++more) {
        arms += value_arm({positional_key(verb, i + more)}, positional);
      }
    }
  });
  return arms;
}

/// A text with its marks replaced, each one once.
inline std::string filled(std::string text,
                          const std::vector<std::pair<std::string, std::string>>& marks) {
  for (const auto& [mark, content] : marks) {
    if (const auto at = text.find(mark); at != std::string::npos) {
      text.replace(at, mark.size(), content);
    }
  }
  return text;
}

}  // namespace stsafe::tool::completion
