#include "apps/stsafe/complete_words.h"

#include <algorithm>

namespace stsafe::tool {
namespace {

/// Where in a command line the next word stands.
struct Place {
  std::vector<const VerbNode*> verbs;   ///< from the program to the verb
  const OptionNode* pending = nullptr;  ///< the option whose value comes
  std::size_t position = 0;             ///< which positional comes

  const VerbNode& verb() const { return *verbs.back(); }
  const OptionNode* option(const std::string& name) const {
    for (const auto* each : verbs) {
      if (const auto* found = each->find_option(name)) return found;
    }
    return nullptr;
  }
};

Place find_place(const VerbNode& program, const std::vector<std::string>& words) {
  Place place{.verbs = {&program}};
  for (const auto& word : words) {
    if (place.pending != nullptr) {
      place.pending = nullptr;
    } else if (word.size() > 1 && word.front() == '-') {
      const auto* option = place.option(word);
      if (option != nullptr && option->takes_value()) place.pending = option;
    } else if (const auto* below = place.verb().find(word)) {
      place.verbs.push_back(below);
    } else {
      ++place.position;
    }
  }
  return place;
}

void add_value(Completions& all, const OptionNode& option) {
  all.words.insert(all.words.end(), option.choices.begin(), option.choices.end());
  all.files = option.takes_file();
}

void offer_options(Completions& all, const Place& place) {
  for (const auto* verb : place.verbs) {
    for (const auto& option : verb->options) {
      if (verb != place.verbs.front() && option.names.back() == "--help") continue;  // it is there
      all.words.insert(all.words.end(), option.names.begin(), option.names.end());
    }
  }
}

void add_positional(Completions& all, const Place& place) {
  const auto& list = place.verb().positionals;
  if (list.empty()) return;
  if (place.position < list.size()) {
    add_value(all, list[place.position]);
  } else if (list.back().repeats) {
    add_value(all, list.back());
  }
}

}  // namespace

Completions complete_words(const VerbNode& program, const std::vector<std::string>& words,
                           const std::string& current) {
  const auto place = find_place(program, words);
  Completions all;
  if (place.pending != nullptr) {
    add_value(all, *place.pending);
  } else if (current.starts_with('-')) {
    offer_options(all, place);
  } else if (!place.verb().verbs.empty()) {
    for (const auto& verb : place.verb().verbs) all.words.push_back(verb.path.back());
  } else {
    add_positional(all, place);
  }
  std::erase_if(all.words, [&](const auto& word) { return !word.starts_with(current); });
  return all;
}

}  // namespace stsafe::tool
