#include "apps/stsafe/completion_facts.h"
#include "apps/stsafe/completion_script.h"

namespace stsafe::tool {
namespace {

constexpr const char* kZshBody = R"zsh(
# What may be given for an option ('verb:--option') or a positional ('verb#0'): choices and files.
_stsafe_value() {
  choices='' files=0
  case $1 in
@VALUES@    *) return 1 ;;
  esac
}

# The verbs below a verb, and its own options, each with what it does.
_stsafe_verb() {
  verbs=() options=()
  case $1 in
@VERBS@  esac
}

# An option of a verb, or of one above it.
_stsafe_option() {
  local at=$1
  until _stsafe_value "$at:$2"; do
    [[ -n $at ]] || return 1
    if [[ $at == *' '* ]]; then at=${at% *}; else at=''; fi
  done
}

_stsafe() {
  local verb='' option='' word choices files
  local -i position=0 i
  local -a verbs options all
  for ((i = 2; i < CURRENT; i++)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -*=* ]]; then
      :
    elif [[ $word == -?* ]]; then
      if _stsafe_option "$verb" "$word"; then option=$word; fi
    else
      _stsafe_verb "$verb"
      if ((${verbs[(I)$word:*]})); then verb=${verb:+$verb }$word; else position+=1; fi
    fi
  done
  if [[ -z $option && $PREFIX == --*=* ]]; then
    option=${PREFIX%%=*}
    compset -P '*='
  fi
  choices='' files=0
  if [[ -n $option ]]; then
    _stsafe_option "$verb" "$option"
  elif [[ $PREFIX == -* ]]; then
    word=$verb
    _stsafe_verb "$word"
    all=("${options[@]}")
    while [[ -n $word ]]; do
      if [[ $word == *' '* ]]; then word=${word% *}; else word=''; fi
      _stsafe_verb "$word"
      all+=("${options[@]}")
    done
    _describe -o option all
    return
  else
    _stsafe_verb "$verb"
    if ((${#verbs})); then
      _describe verb verbs
      return
    fi
    _stsafe_value "$verb#$position"
  fi
  local -a plain=(${${(s: :)choices}:#*:}) open=(${(M)${(s: :)choices}:#*:})
  local -i found=1
  if ((${#plain})); then compadd -a plain && found=0; fi
  if ((${#open})); then compadd -S '' -a open && found=0; fi
  if ((files)); then _files && found=0; fi
  return found
}

if [[ $funcstack[1] == _stsafe ]]; then _stsafe "$@"; else compdef _stsafe stsafe; fi
)zsh";

/// "name:what it does" in quotes; a colon in the name would end it.
std::string described_for_zsh(const std::string& name, const std::string& description) {
  return completion::quoted(fmt::format("{}:{}", name, brief(description)));
}

std::string verb_arms_for_zsh(const VerbNode& program) {
  std::string arms;
  for_each_verb(program, [&](const VerbNode& verb) {
    std::vector<std::string> verbs;
    for (const auto& each : verb.verbs) {
      verbs.push_back(described_for_zsh(each.path.back(), each.description));
    }
    std::vector<std::string> options;
    for (const auto& option : verb.options) {
      for (const auto& name : option.names) {
        options.push_back(described_for_zsh(name, option.description));
      }
    }
    arms += fmt::format("    {})\n      verbs=({})\n      options=({})\n      ;;\n",
                        completion::quoted(verb.full_name()), fmt::join(verbs, " "),
                        fmt::join(options, " "));
  });
  return arms;
}

}  // namespace

std::string zsh_completion(const VerbNode& program) {
  return "#compdef stsafe\n# Completion of stsafe for zsh, written by 'stsafe completion zsh'.\n" +
         completion::filled(kZshBody, {{"@VALUES@", completion::value_arms(program)},
                                       {"@VERBS@", verb_arms_for_zsh(program)}});
}

}  // namespace stsafe::tool
