#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "apps/stsafe/complete_words.h"

namespace stsafe::tool {

/// A line that a person edits on the terminal, with history and completion, by libedit.
class LineEditor {
 public:
  /// What may stand where these words end.
  using Complete =
      std::function<Completions(const std::vector<std::string>& words, const std::string& current)>;

  /// `history_file` is read now, and written when this object ends; empty: no history is kept.
  LineEditor(std::string prompt, std::string history_file, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  /// A line without its end; nothing at the end of input (Ctrl-D), or if the process was told to
  /// end. Ctrl-C gives an empty line. A line that begins with a space is not kept.
  std::optional<std::string> read_line();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// $XDG_STATE_HOME/stsafe/history, or ~/.local/state/stsafe/history; empty without a home.
std::string history_place();

}  // namespace stsafe::tool
