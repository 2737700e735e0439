#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stsafe::tool {

using ShellWords = std::vector<std::string>;

/// Takes a text apart as a POSIX shell does: words, '…', "…" and \; `;` and line feeds between
/// commands, `#` before a comment. Nothing is replaced: $, * and ~ stand for themselves. Throws
/// Failure (usage) for a quote without end, and for | & < > outside quotes.
std::vector<ShellWords> split_commands(std::string_view text);

/// What stands before the cursor, for completion: the words of the last command, and the beginning
/// of the word at the cursor, without its quotes. A quote that is open is closed.
struct TypedWords {
  ShellWords words;
  std::string current;
  std::size_t current_size = 0;  ///< characters of the line that the current word takes
};
TypedWords typed_words(std::string_view line);

}  // namespace stsafe::tool
