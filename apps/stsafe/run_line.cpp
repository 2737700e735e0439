#include "apps/stsafe/run_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "apps/stsafe/exit_status.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/terminal.h"

namespace stsafe::tool {
namespace {

int complain(std::string_view message, int status) {
  fmt::print(stderr, "{}stsafe: error:{} {}\n", red(stderr), plain(stderr), message);
  return status;
}

int parse_and_run(CLI::App& app, std::vector<std::string> words) {
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    const auto unknown = app.remaining(true);
    const auto what = unknown.empty() ? std::string{error.what()}
                                      : fmt::format("'{}' means nothing here", unknown.front());
    return complain(fmt::format("{}. See 'stsafe --help'.", what), kWrongUsage);
  }
  return kDone;
}

int explain(const Failure& failure, const Session& session) {
  if (is_interrupted()) return complain("interrupted; nothing was left half done", kInterrupted);
  // What a replay has to say is the reason of the failure that follows from it.
  if (!session.departure().empty()) return complain(session.departure(), kFailed);
  const auto& detail = session.failure_detail();
  return complain(detail.empty() ? failure.what() : fmt::format("{} ({})", failure.what(), detail),
                  exit_status_of(failure.kind()));
}

}  // namespace

int run_line(const std::vector<std::string>& words, Session& session, LineOrigin origin) {
  int status = kDone;
  try {
    const auto app = make_app(session, origin);
    if (origin == LineOrigin::kProgramStart) {
      app->set_version_flag("--version", "stsafe " STSAFE_VERSION);
    }
    status = parse_and_run(*app, words);
  } catch (const Failure& failure) {
    status = explain(failure, session);
  } catch (const std::exception& other) {
    status = complain(other.what(), kFailed);
  }
  session.end_verb();
  if (status == kDone && !session.departure().empty()) {
    return complain(session.departure(), kFailed);
  }
  if (std::fflush(stdout) != 0 && status == kDone) {
    return complain("cannot write the output", kFailed);
  }
  return status;
}

}  // namespace stsafe::tool
