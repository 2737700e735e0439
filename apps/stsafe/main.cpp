#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "apps/devices/device_string.h"
#include "apps/devices/private_memory.h"
#include "apps/stsafe/session.h"
#include "apps/stsafe/terminal.h"

namespace stsafe::tool {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int complain(std::string_view message, int status) {
  fmt::print(stderr, "{}stsafe: error:{} {}\n", red(stderr), plain(stderr), message);
  return status;
}

void add_shared_options(CLI::App& app, Session& session) {
  app.add_option("-d,--device", session.device,
                 "Device: sim: (a simulated one, in this process), sim:seed=N, sim:profile=FILE,\n"
                 "sim:state=FILE, sim:ca=FILE,ca-key=FILE (an own authority);\n"
                 "tcp:HOST:PORT or unix:PATH (a simulator's frame socket);\n"
                 "i2c:/dev/i2c-N or i2c:/dev/i2c-N@ADDRESS (a chip on a bus of this machine);\n"
                 "record:FILE,DEVICE (writes what passes into a new file for Wireshark);\n"
                 "replay:FILE (answers as such a file says)")
      ->capture_default_str();
  app.add_option_function<std::string>(
         "--seed",
         [&session](const std::string& text) {
           session.seed = devices::parse_number(text, "--seed");
         },
         "Make the run repeatable, on a simulated device only")
      ->type_name("N");
  app.add_flag("--json", session.json, "Write JSON for programs instead of text for people");
  app.add_flag("--trace", session.trace,
               "Show every frame on standard error, decoded, secrets redacted");
  app.add_flag("--record-secrets", session.record_secrets,
               "Leave keys and messages in a recording instead of redacting them");
  app.add_flag("-y,--yes", session.yes, "Do steps that cannot be undone without asking");
}

int run(int argc, char** argv, Session& session) {
  CLI::App app{"Host tool for the STSAFE-A120 secure element", "stsafe"};
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", "stsafe " STSAFE_VERSION);
  app.footer("Exit status: 0 done, 1 the device or a step failed, 2 wrong usage.");
  add_shared_options(app, session);
  add_demo(app, session);
  add_info(app, session);
  add_commands(app, session);
  add_echo(app, session);
  add_random(app, session);
  add_profile(app, session);
  add_ca(app, session);
  add_explain(app, session);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    const auto unknown = app.remaining(true);
    const auto what = unknown.empty() ? std::string{error.what()}
                                      : fmt::format("'{}' means nothing here", unknown.front());
    return complain(fmt::format("{}. See 'stsafe --help'.", what), kWrongUsage);
  }
  return 0;
}

}  // namespace
}  // namespace stsafe::tool

int main(int argc, char** argv) {
  using namespace stsafe::tool;
  stsafe::devices::keep_memory_private();
  // A file that may not grow is like a full disk: what writes to it says so.
  std::signal(SIGXFSZ, SIG_IGN);
  Session session;
  int status = 0;
  try {
    status = run(argc, argv, session);
  } catch (const Failure& failure) {
    // What a replay has to say is the reason of the failure that follows from it.
    if (session.departure->empty()) {
      const auto& detail = *session.failure_detail;
      return complain(
          detail.empty() ? failure.what() : fmt::format("{} ({})", failure.what(), detail),
          failure.kind() == Failure::Kind::kUsage ? kWrongUsage : kFailed);
    }
  } catch (const std::exception& other) {
    return complain(other.what(), kFailed);
  }
  if (!session.departure->empty()) return complain(*session.departure, kFailed);
  if (status == 0 && std::fflush(stdout) != 0) return complain("cannot write the output", kFailed);
  return status;
}
