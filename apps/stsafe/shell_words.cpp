#include "apps/stsafe/shell_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "apps/devices/failure.h"

namespace stsafe::tool {
namespace {

/// Reads a text character by character, as POSIX says in "Shell Command Language", 2.2 and 2.3.
class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}

  std::vector<ShellWords> read_all() {
    while (at_ < text_.size()) step();
    end_command();
    return std::move(commands_);
  }

  TypedWords read_typed() {
    try {
      while (at_ < text_.size()) step();
    } catch (const devices::Failure&) {
      // An open quote: the word so far is what is to be completed.
    }
    return {std::move(command_), word_.value_or(""), word_ ? text_.size() - word_start_ : 0};
  }

 private:
  void step() {
    const char c = text_[at_];
    switch (c) {
      case ' ':
      case '\t':
      case '\r': end_word(); break;
      case '\n':
      case ';': end_command(); break;
      case '#':
        if (word_) break;
        at_ = std::min(text_.find('\n', at_), text_.size());
        return;
      case '\'': return read_single_quotes();
      case '"': return read_double_quotes();
      case '\\': return read_backslash();
      case '|':
      case '&':
      case '<':
      case '>':
        throw devices::usage_failure(
            fmt::format("'{}' means nothing here: there are no pipes and redirections, -o writes "
                        "into a file; in quotes it stands for itself",
                        c));
      default: break;
    }
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ';') {
      ++at_;
    } else {
      take(1);
    }
  }

  std::string& word() {
    if (!word_) {
      word_.emplace();
      word_start_ = at_;
    }
    return *word_;
  }
  /// Adds the next characters to the word.
  void take(std::size_t count) {
    word() += text_.substr(at_, count);
    at_ += std::min(count, text_.size() - at_);
  }

  void read_single_quotes() {
    word();
    const auto end = text_.find('\'', at_ + 1);
    const auto content = text_.substr(at_ + 1, end == text_.npos ? end : end - at_ - 1);
    word() += content;
    if (end == text_.npos) throw unclosed('\'');
    at_ = end + 1;
  }

  void read_double_quotes() {
    word();
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      constexpr std::string_view escapable = "$`\"\\";
      const bool escapes = text_[at_] == '\\' && at_ + 1 < text_.size();
      if (escapes && escapable.find(text_[at_ + 1]) != escapable.npos) ++at_;
      take(1);
    }
    if (at_ >= text_.size()) throw unclosed('"');
    ++at_;
  }

  void read_backslash() {
    word();
    ++at_;
    if (at_ == text_.size()) {
      throw devices::usage_failure(
          "nothing follows the \\ at the end: write the command in one line");
    }
    if (text_[at_] == '\n') {  // goes on with the next line
      ++at_;
      return;
    }
    take(1);
  }

  static devices::Failure unclosed(char quote) {
    return devices::usage_failure(fmt::format("the quote {} has no end", quote));
  }

  void end_word() {
    if (word_) command_.push_back(std::move(*word_));
    word_.reset();
  }
  void end_command() {
    end_word();
    if (!command_.empty()) commands_.push_back(std::move(command_));
    command_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<std::string> word_;
  std::size_t word_start_ = 0;
  ShellWords command_;
  std::vector<ShellWords> commands_;
};

}  // namespace

std::vector<ShellWords> split_commands(std::string_view text) {
  return WordReader{text}.read_all();
}

TypedWords typed_words(std::string_view line) { return WordReader{line}.read_typed(); }

}  // namespace stsafe::tool
