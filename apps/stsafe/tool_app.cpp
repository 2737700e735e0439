#include "apps/stsafe/tool_app.h"

#include <set>
#include <string>

#include "apps/devices/device_string.h"
#include "apps/stsafe/exit_status.h"
#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

void add_device_options(CLI::App& app, DeviceOptions& options) {
  app.add_option("-d,--device", options.device,
                 "Device: sim: (a simulated one, in this process), sim:seed=N, sim:profile=FILE,\n"
                 "sim:state=FILE, sim:ca=FILE,ca-key=FILE (an own authority);\n"
                 "tcp:HOST:PORT or unix:PATH (a simulator's frame socket);\n"
                 "i2c:/dev/i2c-N or i2c:/dev/i2c-N@ADDRESS (a chip on a bus of this machine);\n"
                 "record:FILE,DEVICE (writes what passes into a new file for Wireshark);\n"
                 "replay:FILE (answers as such a file says);\n"
                 "or a name of the configuration [STSAFE_DEVICE, configuration, sim:]")
      ->type_name("DEVICE");
  app.add_option_function<std::string>(
         "--serial",
         [&options](const std::string& text) {
           options.serial_number = CLI::detail::to_lower(text);
         },
         "Only the device with this serial number; of the configuration's, unless --device says "
         "which")
      ->check(CLI::Validator{
          [](const std::string& text) {
            const bool fits = text.size() == 18 &&
                              text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
            return fits ? std::string{} : std::string{"it has 18 hexadecimal digits"};
          },
          ""})
      ->type_name("HEX");
  app.add_option(
         "--host-keys", options.host_keys,
         std::string{"Host MAC key and cipher key, 32 or 64 bytes: talk in a host session.\n"} +
             kSecretSourceHelp)
      ->type_name("SOURCE");
  app.add_option("--config", options.config_file,
                 "Configuration [STSAFE_CONFIG, ~/.config/stsafe/config.json]")
      ->type_name("FILE");
  app.add_option_function<std::string>(
         "--seed",
         [&options](const std::string& text) {
           options.seed = devices::parse_number(text, "--seed");
         },
         "Make the run repeatable, on a simulated device only")
      ->type_name("N");
  app.add_flag("--trace", options.trace,
               "Show every frame on standard error, decoded, secrets redacted");
  app.add_flag("--record-secrets", options.record_secrets,
               "Leave keys and messages in a recording instead of redacting them");
}

void add_verb_options(CLI::App& app, VerbOptions& options) {
  app.add_flag("--json", options.json, "Write JSON for programs instead of text for people");
  app.add_flag("--dry-run", options.dry_run,
               "Show what would change the device, and do not change it");
  app.add_flag("-y,--yes", options.yes, "Do steps that cannot be undone without asking");
  auto* quiet = app.add_flag("-q,--quiet", options.quiet, "No remarks and no progress");
  app.add_flag("-v,--verbose", options.verbose, "Say more of what is done, on standard error")
      ->excludes(quiet);
}

/// An empty file name or number is a variable of a script that was never set: taken for "not
/// given", it would lose a key or name another device. Bytes and texts may be empty.
void refuse_empty_values(CLI::App& app) {
  const std::set<std::string> may_be_empty{"HEX", "TEXT"};
  for (auto* option : app.get_options()) {
    if (option->get_expected_min() == 0 || may_be_empty.contains(option->get_type_name())) continue;
    option->check(CLI::Validator{[](const std::string& value) {
                                   return value.empty() ? std::string{"its value is empty"}
                                                        : std::string{};
                                 },
                                 ""});
  }
  for (auto* verb : app.get_subcommands([](CLI::App*) { return true; })) {
    refuse_empty_values(*verb);
  }
}

}  // namespace

std::unique_ptr<CLI::App> make_app(Session& session, LineOrigin origin) {
  auto app = std::make_unique<CLI::App>("Host tool for the STSAFE-A120 secure element", "stsafe");
  app->require_subcommand(1);
  app->fallthrough();
  app->footer(kExitStatusHelp);
  if (origin == LineOrigin::kProgramStart) add_device_options(*app, session.device_options);
  add_verb_options(*app, session.options);
  add_verbs(*app, session);
  if (origin == LineOrigin::kShell) {
    add_shell_verbs(*app, session);
  } else {
    add_shell(*app, session);
    add_completion(*app);
    add_manual(*app);
  }
  refuse_empty_values(*app);
  return app;
}

}  // namespace stsafe::tool
