#include "apps/stsafe/run_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "apps/stsafe/exit_status.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/terminal.h"
#include "apps/text/printable.h"

namespace stsafe::tool {
namespace {

int parse_and_run(CLI::App& app, std::vector<std::string> words, const Session& session,
                  LineOrigin origin) {
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    const auto unknown = app.remaining(true);
    const auto what = unknown.empty() ? std::string{error.what()}
                                      : fmt::format("'{}' means nothing here", unknown.front());
    const auto* const help = origin == LineOrigin::kShell ? "help" : "stsafe --help";
    return complain(session, fmt::format("{}. See '{}'.", what, help), kWrongUsage);
  }
  return kDone;
}

int explain(const Failure& failure, const Session& session) {
  if (is_interrupted())
    return complain(session, "interrupted; nothing was left half done", kInterrupted);
  // What a replay has to say is the reason of the failure that follows from it.
  if (!session.departure().empty()) return complain(session, session.departure(), kFailed);
  const auto& detail = session.failure_detail();
  return complain(session,
                  detail.empty() ? failure.what() : fmt::format("{} ({})", failure.what(), detail),
                  exit_status_of(failure.kind()));
}

}  // namespace

int complain(const Session& session, std::string_view message, int status) {
  say(fmt::format("{}stsafe: error:{} {}{}", red(stderr), plain(stderr), session.place,
                  text::printable(std::string{message})));
  return status;
}

int run_line(const std::vector<std::string>& words, Session& session, LineOrigin origin) {
  int status = kDone;
  try {
    const auto app = make_app(session, origin);
    if (origin == LineOrigin::kProgramStart) {
      app->set_version_flag("--version", "stsafe " STSAFE_VERSION);
    }
    status = parse_and_run(*app, words, session, origin);
  } catch (const EndedWith& end) {
    status = end.status;
  } catch (const Failure& failure) {
    status = explain(failure, session);
  } catch (const std::exception& other) {
    status = complain(session, other.what(), kFailed);
  }
  session.end_verb();
  if (status == kDone && !session.departure().empty()) {
    return complain(session, session.departure(), kFailed);
  }
  std::cout.flush();  // CLI11 writes help there
  const bool is_written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout;
  if (!is_written && status == kDone) {
    return complain(session, "cannot write the output", kFailed);
  }
  return status;
}

}  // namespace stsafe::tool
