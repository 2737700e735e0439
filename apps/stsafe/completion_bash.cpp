#include "apps/stsafe/completion_facts.h"
#include "apps/stsafe/completion_script.h"

namespace stsafe::tool {
namespace {

constexpr const char* kBashBody = R"bash(
# What may be given for an option ('verb:--option') or a positional ('verb#0'): choices and files.
_stsafe_value() {
  choices='' files=0
  case $1 in
@VALUES@    *) return 1 ;;
  esac
}

# The verbs below a verb, and its own options.
_stsafe_verb() {
  verbs='' options=''
  case $1 in
@VERBS@  esac
}

# An option of a verb, or of one above it.
_stsafe_option() {
  local at=$1
  while ! _stsafe_value "$at:$2"; do
    [[ -n $at ]] || return 1
    if [[ $at == *' '* ]]; then at=${at% *}; else at=''; fi
  done
}

_stsafe() {
  local line=${COMP_LINE:0:COMP_POINT} verb='' option='' position=0
  local word verbs options choices files current prefix='' reply i
  local -a words
  read -ra words <<<"$line"
  if [[ $line == *[[:space:]] ]]; then words+=(''); fi
  current=${words[-1]}
  for word in "${words[@]:1:${#words[@]}-2}"; do
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -*=* ]]; then
      :
    elif [[ $word == -?* ]]; then
      if _stsafe_option "$verb" "$word"; then option=$word; fi
    else
      _stsafe_verb "$verb"
      if [[ " $verbs " == *" $word "* ]]; then verb=${verb:+$verb }$word; else position=$((position + 1)); fi
    fi
  done
  if [[ -z $option && $current == --*=* ]]; then
    option=${current%%=*}
    if [[ $COMP_WORDBREAKS != *=* ]]; then prefix=$option=; fi
    current=${current#*=}
  fi

  COMPREPLY=()
  choices='' files=0
  if [[ -n $option ]]; then
    _stsafe_option "$verb" "$option"
  elif [[ $current == -* ]]; then
    word=$verb
    _stsafe_verb "$word"
    choices=$options
    while [[ -n $word ]]; do
      if [[ $word == *' '* ]]; then word=${word% *}; else word=''; fi
      _stsafe_verb "$word"
      choices+=" $options"
    done
  else
    _stsafe_verb "$verb"
    if [[ -n $verbs ]]; then
      choices=$verbs
    else
      _stsafe_value "$verb#$position"
    fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
  if ((files)); then
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
  fi
  if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
  # The shell has split the word at a colon, and replaces only what is behind it.
  if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
    reply=${current%:*}:
    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$reply"}; done
  elif [[ -n $prefix ]]; then
    COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
  fi
}

complete -F _stsafe stsafe
)bash";

std::string verb_arms_for_bash(const VerbNode& program) {
  std::string arms;
  for_each_verb(program, [&](const VerbNode& verb) {
    std::vector<std::string> verbs;
    for (const auto& each : verb.verbs) verbs.push_back(each.path.back());
    std::vector<std::string> options;
    for (const auto& option : verb.options) {
      options.insert(options.end(), option.names.begin(), option.names.end());
    }
    arms += fmt::format("    {}) verbs={} options={} ;;\n", completion::quoted(verb.full_name()),
                        completion::quoted(fmt::format("{}", fmt::join(verbs, " "))),
                        completion::quoted(fmt::format("{}", fmt::join(options, " "))));
  });
  return arms;
}

}  // namespace

std::string bash_completion(const VerbNode& program) {
  return "# Completion of stsafe for bash, written by 'stsafe completion bash'. shellcheck "
         "shell=bash\n" +
         completion::filled(kBashBody, {{"@VALUES@", completion::value_arms(program)},
                                        {"@VERBS@", verb_arms_for_bash(program)}});
}

}  // namespace stsafe::tool
