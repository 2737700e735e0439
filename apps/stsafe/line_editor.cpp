#include "apps/stsafe/line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <filesystem>

#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/shell_words.h"

namespace stsafe::tool {
namespace {

namespace fs = std::filesystem;
constexpr int kMaxHistory = 1000;

/// Reads a character. libedit's own reader goes on after a signal; here Ctrl-C ends the line, also
/// if it came just before.
int read_terminal_key(EditLine* /*editor*/, wchar_t* key) {
  constexpr int kLookAgain = 200;  // ms
  std::mbstate_t state{};
  while (!is_interrupted()) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (poll(&input, 1, kLookAgain) <= 0) continue;
    char byte = 0;
    const auto got = read(STDIN_FILENO, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return static_cast<int>(got);
    const auto used = std::mbrtowc(key, &byte, 1, &state);
    constexpr auto kMore = static_cast<std::size_t>(-2);
    if (used != kMore) return used <= 1 ? 1 : -1;
  }
  return -1;
}

EditLine* new_editor() {
  std::setlocale(LC_CTYPE, "");  // a line may have characters of the user's language
  return el_init("stsafe", stdin, stderr, stderr);
}

std::string common_start(const std::vector<std::string>& words) {
  auto start = words.front();
  for (const auto& word : words) {
    const auto [differs, ignored] = std::ranges::mismatch(start, word);
    start.erase(differs, start.end());
  }
  return start;
}

/// The files whose path begins like this; folders end in a slash.
std::vector<std::string> files_that_begin(const std::string& begin) {
  const auto slash = begin.rfind('/');
  const auto folder = slash == std::string::npos ? std::string{} : begin.substr(0, slash + 1);
  const auto name = begin.substr(folder.size());
  std::vector<std::string> found;
  std::error_code error;
  for (auto entry = fs::directory_iterator{folder.empty() ? "." : folder, error};
       !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    const auto file = entry->path().filename().string();
    if (!file.starts_with(name) || (name.empty() && file.starts_with('.'))) continue;
    std::error_code hidden;
    found.push_back(folder + file + (entry->is_directory(hidden) ? "/" : ""));
  }
  std::ranges::sort(found);
  return found;
}

/// A word as it has to be typed.
std::string as_typed(const std::string& word) {
  constexpr std::string_view special = " \t'\"\\;#|&<>";
  if (word.find_first_of(special) == std::string::npos) return word;
  std::string out;
  for (const char c : word) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

class LineEditor::Impl {
 public:
  Impl(std::string prompt, std::string history_file, Complete complete)
      : prompt_(std::move(prompt)),
        history_file_(std::move(history_file)),
        complete_(std::move(complete)),
        editor_(new_editor()),
        history_(history_init()) {
    HistEvent event{};
    history(history_, &event, H_SETSIZE, kMaxHistory);
    history(history_, &event, H_SETUNIQUE, 1);
    if (!history_file_.empty()) history(history_, &event, H_LOAD, history_file_.c_str());
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(editor_, EL_PROMPT, &show_prompt);
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_HIST, &::history, history_);
    el_set(editor_, EL_GETCFN, &read_terminal_key);
    el_set(editor_, EL_ADDFN, "stsafe-complete", "Complete a word", &complete_word);
    el_set(editor_, EL_BIND, "^I", "stsafe-complete", nullptr);
    el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    // Terminals send Home, End and Delete as these.
    el_set(editor_, EL_BIND, "\\e[3~", "ed-delete-next-char", nullptr);
    el_set(editor_, EL_BIND, "\\e[H", "ed-move-to-beg", nullptr);
    el_set(editor_, EL_BIND, "\\e[F", "ed-move-to-end", nullptr);
    el_source(editor_, nullptr);  // the user's ~/.editrc
  }

  ~Impl() {
    save_history();
    history_end(history_);
    el_end(editor_);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::optional<std::string> read_line() {
    // libedit does so only behind the prompt: until then the kernel takes Ctrl-D for itself.
    el_set(editor_, EL_PREP_TERM, 1);
    int size = 0;
    const char* line = el_gets(editor_, &size);
    if (is_interrupted()) {
      el_reset(editor_);
      std::fputs("\n", stderr);
      if (is_told_to_end()) return std::nullopt;
      clear_interrupt();
      return std::string{};
    }
    if (line == nullptr || size <= 0) {
      std::fputs("\n", stderr);
      return std::nullopt;
    }
    std::string text{line, static_cast<std::size_t>(size)};
    if (text.ends_with('\n')) text.pop_back();
    remember(text);
    return text;
  }

 private:
  static Impl& of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<Impl*>(self);
  }
  static char* show_prompt(EditLine* editor) { return of(editor).prompt_.data(); }
  static unsigned char complete_word(EditLine* editor, int /*key*/) {
    return of(editor).complete_here();
  }

  unsigned char complete_here() {
    const auto* line = el_line(editor_);
    const std::string before{line->buffer, static_cast<std::size_t>(line->cursor - line->buffer)};
    const auto here = typed_words(before);
    auto found = complete_(here.words, here.current);
    if (found.files) {
      const auto files = files_that_begin(here.current);
      found.words.insert(found.words.end(), files.begin(), files.end());
    }
    if (found.words.empty()) return CC_REFRESH_BEEP;
    auto text = as_typed(common_start(found.words));
    const bool is_final = found.words.size() == 1 && !text.ends_with(':') && !text.ends_with('/');
    if (is_final) text += ' ';
    if (found.words.size() > 1 && common_start(found.words) == here.current) {
      list(found.words);
      return CC_REDISPLAY;
    }
    if (here.current_size > 0) el_deletestr(editor_, static_cast<int>(here.current_size));
    return el_insertstr(editor_, text.c_str()) == 0 ? CC_REFRESH : CC_REFRESH_BEEP;
  }

  static void list(const std::vector<std::string>& words) {
    std::fputs("\n", stderr);
    for (const auto& word : words) std::fprintf(stderr, "%s  ", word.c_str());
    std::fputs("\n", stderr);
  }

  void remember(const std::string& line) {
    const bool is_empty = line.find_first_not_of(" \t") == std::string::npos;
    if (is_empty || line.starts_with(' ')) return;
    HistEvent event{};
    history(history_, &event, H_ENTER, line.c_str());
  }

  /// Into a new file, so that a full disk costs no old lines.
  void save_history() {
    if (history_file_.empty()) return;
    std::error_code ignored;
    const auto folder = fs::path{history_file_}.parent_path();
    if (fs::create_directories(folder, ignored)) {
      fs::permissions(folder, fs::perms::owner_all, ignored);
    }
    const auto fresh = history_file_ + ".new";
    const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return;
    close(file);
    HistEvent event{};
    if (history(history_, &event, H_SAVE, fresh.c_str()) >= 0) {
      fs::rename(fresh, history_file_, ignored);
    } else {
      fs::remove(fresh, ignored);
    }
  }

  std::string prompt_;
  std::string history_file_;
  Complete complete_;
  EditLine* editor_;
  History* history_;
};

LineEditor::LineEditor(std::string prompt, std::string history_file, Complete complete)
    : impl_(std::make_unique<Impl>(std::move(prompt), std::move(history_file),
                                   std::move(complete))) {}
LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read_line() { return impl_->read_line(); }

std::string history_place() {
  const auto of = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string{value == nullptr ? "" : value};
  };
  if (const auto state = of("XDG_STATE_HOME"); !state.empty()) return state + "/stsafe/history";
  if (const auto home = of("HOME"); !home.empty()) return home + "/.local/state/stsafe/history";
  return {};
}

}  // namespace stsafe::tool
