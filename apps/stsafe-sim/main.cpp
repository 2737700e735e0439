#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <vector>

#include "apps/devices/choices.h"
#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/devices/private_memory.h"
#include "apps/devices/profiles.h"
#include "apps/stsafe-sim/simulator.h"

namespace stsafe::simulator {
namespace {

using devices::Failure;

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr std::size_t kMaxDevices = 10'000;

struct Options {
  std::string listen = "tcp:127.0.0.1:8120";
  std::string bus;
  std::string control;
  std::string seed;
  std::string profile = "spl05";
  std::vector<std::string> choices;
  std::string timing = "none";
  std::string log_format = "text";
  bool allow_remote = false;
  Settings settings;
};

socket::Endpoint parse_endpoint(std::string_view option, const std::string& text) {
  const auto endpoint = socket::parse_endpoint(text);
  if (endpoint) return *endpoint;
  throw devices::usage_failure(
      fmt::format("{}: '{}' is neither tcp:ADDRESS:PORT, with a port up to 65535, nor unix:PATH, "
                  "with a path of at most {} bytes",
                  option, text, socket::kMaxPathSize));
}

/// Where it will listen.
std::vector<socket::Endpoint> places(const Settings& settings) {
  std::vector all{settings.listen};
  if (settings.bus) all.push_back(*settings.bus);
  if (settings.control) all.push_back(*settings.control);
  return all;
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("-l,--listen", options.listen,
                 "Frame socket: tcp:ADDRESS:PORT or unix:PATH. Port 0 lets the system choose")
      ->capture_default_str();
  app.add_option("-b,--bus", options.bus,
                 "Bus socket, at the same kinds of places; none unless given")
      ->type_name("PLACE");
  app.add_option("-c,--control", options.control,
                 "Control socket, at the same kinds of places; none unless given");
  app.add_option("-n,--devices", options.settings.num_devices,
                 "How many devices. Ports count up from the first; paths get -0, -1 …")
      ->check(CLI::Range(std::size_t{1}, kMaxDevices))
      ->capture_default_str();
  app.add_option("--seed", options.seed,
                 "Make all random numbers repeatable; never for real keys. Device 0 is sim:seed=N")
      ->type_name("N");
  app.add_option("--profile", options.profile,
                 "What a device is like when it leaves the factory: a name or a JSON file")
      ->type_name("NAME|FILE")
      ->capture_default_str();
  app.add_option("--choice", options.choices,
                 "What the devices do where the documents leave it open; once for each choice.\n"
                 "docs/simulator.md lists them")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--timing", options.timing,
                 "The devices' time. none: no real time passes, nobody sees them busy.\nOr a model "
                 "of real time: typical, vendor, measured, or a JSON file. real is the typical one")
      ->type_name("none|real|MODEL|FILE")
      ->capture_default_str();
  app.add_option(
         "--state", options.settings.state_folder,
         "Folder in which the devices' states survive, one file each; it is made if missing")
      ->type_name("DIR");
  app.add_option("--ca", options.settings.ca,
                 "Certificate of an own authority that certifies the devices, PEM or DER")
      ->type_name("FILE");
  app.add_option("--ca-key", options.settings.ca_key, "Its private key, PEM or DER")
      ->type_name("FILE");
  app.add_flag("--allow-secrets", options.settings.allow_secrets,
               "Let the control socket show keys");
  app.add_flag(
      "--allow-remote", options.allow_remote,
      "Let --listen, --bus and --control name addresses that other machines can reach. Nothing "
      "is encrypted or asks who is there");
  app.add_option("--log-format", options.log_format, "Log on standard error: text, json or none")
      ->check(CLI::IsMember({"text", "json", "none"}))
      ->capture_default_str();
  app.set_version_flag("--version", "stsafe-sim " STSAFE_VERSION);
  app.footer(
      "When all sockets are open, one JSON line on standard output says where. SIGINT and SIGTERM\n"
      "end it: the running command is finished. docs/simulator.md describes the sockets.\n"
      "Exit status: 0 ended by a signal, 1 something failed, 2 wrong usage.");
}

void read_endpoints(Options& options) {
  auto& settings = options.settings;
  settings.listen = parse_endpoint("--listen", options.listen);
  if (!options.bus.empty()) settings.bus = parse_endpoint("--bus", options.bus);
  if (!options.control.empty()) settings.control = parse_endpoint("--control", options.control);
  for (const auto& endpoint : places(settings)) {
    if (is_local(endpoint) || options.allow_remote) continue;
    throw devices::usage_failure(
        fmt::format("{} can be reached by other machines: say --allow-remote if that is wanted",
                    to_string(endpoint)));
  }
}

void choose_timing(Options& options) {
  if (options.timing == "none") return;
  options.settings.is_real_time = true;
  if (options.timing == "real") return;
  options.settings.timing = devices::find_timing(options.timing);
}

Log::Format log_format(std::string_view name) {
  if (name == "none") return Log::Format::kNone;
  return name == "json" ? Log::Format::kJson : Log::Format::kText;
}

void warn_of_remote(const Settings& settings, const Log& log) {
  for (const auto& endpoint : places(settings)) {
    if (is_local(endpoint)) continue;
    log.warning("open to other machines", {{"at", to_string(endpoint)}});
  }
}

int complain(std::string_view message, int status) {
  fmt::print(stderr, "stsafe-sim: error: {}\n", message);
  return status;
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app{"Simulated STSAFE-A120 secure elements behind sockets", "stsafe-sim"};
  add_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return complain(fmt::format("{}. See 'stsafe-sim --help'.", error.what()), kWrongUsage);
  }
  if (!options.seed.empty()) {
    options.settings.seed = devices::parse_number(options.seed, "--seed");
  }
  options.settings.profile = devices::find_profile(options.profile).profile;
  options.settings.choices = devices::parse_choices(options.choices);
  choose_timing(options);
  read_endpoints(options);
  const Log log{log_format(options.log_format)};
  warn_of_remote(options.settings, log);

  Simulator simulator{options.settings, log};
  if (!simulator.is_stopped()) {
    fmt::print("{}\n", simulator.readiness());
    if (std::fflush(stdout) != 0) return complain("cannot write the readiness notice", kFailed);
    log.info("ready", {{"devices", options.settings.num_devices}});
  }
  simulator.run();
  return 0;
}

}  // namespace
}  // namespace stsafe::simulator

int main(int argc, char** argv) {
  using namespace stsafe;
  devices::keep_memory_private();
  // Whoever reads the log may go away; the simulator goes on.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return simulator::run(argc, argv);
  } catch (const devices::Failure& failure) {
    return simulator::complain(failure.what(), failure.kind() == devices::Failure::Kind::kUsage
                                                   ? simulator::kWrongUsage
                                                   : simulator::kFailed);
  } catch (const std::exception& other) {
    return simulator::complain(other.what(), simulator::kFailed);
  }
}
