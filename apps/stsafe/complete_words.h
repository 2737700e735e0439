#pragma once

#include <string>
#include <vector>

#include "apps/stsafe/verb_tree.h"

namespace stsafe::tool {

/// What a word may become.
struct Completions {
  std::vector<std::string> words;  ///< that begin as the word does
  bool files = false;              ///< a file's name, too
};

/// Completes `current`, the word behind `words`.
Completions complete_words(const VerbNode& program, const std::vector<std::string>& words,
                           const std::string& current);

}  // namespace stsafe::tool
