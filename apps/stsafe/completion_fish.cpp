#include "apps/stsafe/completion_facts.h"
#include "apps/stsafe/completion_script.h"

namespace stsafe::tool {
namespace {

constexpr const char* kFishHead =
    R"fish(# Completion of stsafe for fish, written by 'stsafe completion fish'.

# All verbs, and all options that are followed by a value, each with its verb.
set -g __stsafe_verbs@VERBS@
set -g __stsafe_with_value@OPTIONS@

# The verb that the command line has so far.
function __stsafe_verb
    set -l words (commandline -opc)
    set -e words[1]
    set -l verb ''
    set -l is_value 0
    for word in $words
        if test $is_value = 1
            set is_value 0
        else if string match -q -- '-*=*' $word
            continue
        else if string match -q -- '-*' $word
            set -l at $verb
            while true
                if contains -- "$at:$word" $__stsafe_with_value
                    set is_value 1
                    break
                end
                test -n "$at"; or break
                set at (string replace -r -- ' ?[^ ]+$' '' $at)
            end
        else
            set -l longer (string trim -- "$verb $word")
            contains -- $longer $__stsafe_verbs; and set verb $longer
        end
    end
    echo $verb
end

function __stsafe_at
    test (__stsafe_verb) = "$argv[1]"
end

# At this verb, or one below it.
function __stsafe_under
    string match -q -- "$argv[1] *" (__stsafe_verb)" "
end

complete -c stsafe -f
)fish";

std::string quoted_for_fish(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string value_for_fish(const OptionNode& option) {
  if (!option.takes_value()) return {};
  const auto choices = fmt::format("{}", fmt::join(option.choices, " "));
  const auto list = choices.empty() ? std::string{} : " -a " + quoted_for_fish(choices);
  return (option.takes_file() ? " -r -F" : " -x") + list;
}

std::string option_for_fish(const VerbNode& verb, const OptionNode& option) {
  std::string line = "complete -c stsafe";
  if (!verb.path.empty()) {
    line += " -n " + quoted_for_fish(fmt::format("__stsafe_under \"{}\"", verb.full_name()));
  }
  for (const auto& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return line + value_for_fish(option) + " -d " + quoted_for_fish(brief(option.description)) + "\n";
}

std::string verb_for_fish(const VerbNode& verb) {
  const auto here = "complete -c stsafe -n " +
                    quoted_for_fish(fmt::format("__stsafe_at \"{}\"", verb.full_name()));
  std::string lines;
  for (const auto& each : verb.verbs) {
    lines += fmt::format("{} -a {} -d {}\n", here, quoted_for_fish(each.path.back()),
                         quoted_for_fish(brief(each.description)));
  }
  for (const auto& option : verb.options) lines += option_for_fish(verb, option);
  for (const auto& positional : verb.positionals) {
    if (!positional.choices.empty()) {
      lines += fmt::format("{} -a {}\n", here,
                           quoted_for_fish(fmt::format("{}", fmt::join(positional.choices, " "))));
    }
    if (positional.takes_file()) lines += here + " -F\n";
  }
  return lines;
}

}  // namespace

std::string fish_completion(const VerbNode& program) {
  std::string verbs;
  std::string with_value;
  std::string lines;
  for_each_verb(program, [&](const VerbNode& verb) {
    if (!verb.path.empty()) verbs += " " + quoted_for_fish(verb.full_name());
    for (const auto& option : verb.options) {
      if (!option.takes_value()) continue;
      for (const auto& name : option.names) {
        with_value += " " + quoted_for_fish(completion::option_key(verb, name));
      }
    }
    lines += verb_for_fish(verb);
  });
  return completion::filled(kFishHead, {{"@VERBS@", verbs}, {"@OPTIONS@", with_value}}) + lines;
}

}  // namespace stsafe::tool
