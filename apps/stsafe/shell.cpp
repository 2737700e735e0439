#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "apps/stsafe/complete_words.h"
#include "apps/stsafe/exit_status.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/line_editor.h"
#include "apps/stsafe/run_line.h"
#include "apps/stsafe/shell_words.h"
#include "apps/stsafe/terminal.h"
#include "apps/stsafe/verb_tree.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

struct ShellOptions {
  std::string commands;
  bool keep_going = false;
};

/// Runs lines on one device. Each starts with the options that the program was started with.
class Shell {
 public:
  explicit Shell(Session& session) : session_(session), defaults_(session.options) {}
  ~Shell() {
    session_.options = defaults_;
    session_.place.clear();
  }
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  /// Runs the commands of a text up to the first that fails; returns that one's exit status.
  int run(std::string_view text) {
    std::vector<ShellWords> commands;
    try {
      commands = split_commands(text);
    } catch (const Failure& failure) {
      const int wrong = complain(session_, failure.what(), kWrongUsage);
      note(wrong);
      return wrong;
    }
    int status = kDone;
    for (const auto& words : commands) {
      status = run_words(words);
      note(status);
      if (stops_after(status)) break;
    }
    return status;
  }

  void keep_going(bool wanted) { keep_going_ = wanted; }
  bool stops_after(int status) const {
    return session_.wants_to_end || status == kInterrupted || (status != kDone && !keep_going_);
  }
  /// Of all that ran; kDone if everything went well.
  int first_failure() const { return first_failure_; }

 private:
  void note(int status) {
    if (first_failure_ == kDone) first_failure_ = status;
  }
  int run_words(const ShellWords& words) {
    session_.options = defaults_;
    return run_line(words, session_, LineOrigin::kShell);
  }

  Session& session_;
  const VerbOptions defaults_;
  bool keep_going_ = false;
  int first_failure_ = kDone;
};

/// Reads a line of standard input and not a byte more: what is behind it may be for a verb.
class LineReader {
 public:
  static constexpr std::size_t kMaxLine = 64 * std::size_t{1024};

  /// Nothing at the end.
  static std::optional<std::string> read_line() {
    std::string line;
    char c = 0;
    while (true) {
      const auto got = read(STDIN_FILENO, &c, 1);
      if (got < 0 && errno == EINTR && !is_interrupted()) continue;
      if (got < 0 && errno != EINTR) {
        throw devices::file_failure(errno, "cannot read standard input");
      }
      if (got < 0) return std::nullopt;  // interrupted: half a line is none
      if (got == 0) return line.empty() ? std::nullopt : std::optional{line};
      if (c == '\n') return line;
      if (line.size() == kMaxLine) {
        throw devices::usage_failure(fmt::format("a line has more than {} bytes", kMaxLine));
      }
      line += c;
    }
  }
};

void run_interactively(Session& session, Shell& shell) {
  const auto app = make_app(session, LineOrigin::kShell);
  const auto program = describe_verbs(*app);
  LineEditor editor{"stsafe> ", history_place(), [&](const auto& words, const auto& current) {
                      return complete_words(program, words, current);
                    }};
  while (!session.wants_to_end) {
    const auto line = editor.read_line();
    if (!line) return;
    static_cast<void>(shell.run(*line));
    if (is_told_to_end()) return;
    clear_interrupt();
  }
}

void run_script(Session& session, Shell& shell) {
  for (std::size_t number = 1; !session.wants_to_end; ++number) {
    const auto line = LineReader::read_line();
    if (!line) return;
    session.place = fmt::format("line {}: ", number);
    if (shell.stops_after(shell.run(*line))) return;
  }
}

void run_shell(Session& session, const ShellOptions& options, bool has_commands) {
  Shell shell{session};
  if (has_commands) {
    shell.keep_going(options.keep_going);
    static_cast<void>(shell.run(options.commands));
  } else if (isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1) {
    run_interactively(session, shell);
    session.disconnect();
    return;
  } else {
    shell.keep_going(options.keep_going);
    run_script(session, shell);
  }
  session.disconnect();
  if (is_interrupted()) throw EndedWith{kInterrupted};
  if (shell.first_failure() != kDone) throw EndedWith{shell.first_failure()};
}

}  // namespace

void add_shell(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "shell", "Run verbs line by line on one open device: typed, or from standard input");
  const auto options = std::make_shared<ShellOptions>();
  auto* commands =
      verb->add_option("-c,--commands", options->commands, "Run these, separated by ; or line ends")
          ->type_name("TEXT");
  verb->add_flag("--keep-going", options->keep_going,
                 "Go on after a line that fails; the exit status is that of the first one");
  verb->group("Device");
  verb->callback(
      [&session, options, commands] { run_shell(session, *options, commands->count() > 0); });
}

}  // namespace stsafe::tool
