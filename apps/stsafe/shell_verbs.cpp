#include <fmt/format.h>
#include <fmt/ranges.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/secret_source.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "stsafe/wire/commands/kek_session.h"

namespace stsafe::tool {
namespace {

void show_host_session(Session& session) {
  const bool is_open = session.is_connected() && session.connection().host_session().is_open();
  if (session.options.json) {
    Json document{{"open", is_open}};
    if (is_open) document["counter"] = session.connection().host_session().counter().raw();
    return print_json(document);
  }
  if (!is_open) return fmt::print("no host session is open\n");
  fmt::print("a host session is open, counter {}\n",
             session.connection().host_session().counter().raw());
}

void open_host_session(Session& session, const std::string& source) {
  const auto keys = source.empty() ? session.host_keys() : source;
  if (keys.empty()) {
    throw devices::usage_failure(
        "session open: --host-keys says where the keys are; neither it nor the configuration does");
  }
  auto& connection = session.connection();
  connection.initialise({});
  connection.open_host_session(keys);
  show_host_session(session);
}

void close_host_session(Session& session) {
  if (session.is_connected()) {
    auto& connection = session.connection();
    connection.host_session().close();
    connection.device().set_protection_policy(host::ProtectionPolicy::kAsConfigured);
  }
  show_host_session(session);
}

void show_kek_session(Session& session) {
  const bool is_open = session.is_connected() && session.connection().kek_session().is_open();
  if (session.options.json) return print_json({{"open", is_open}});
  fmt::print("{}\n", is_open ? "a KEK session is open" : "no KEK session is open");
}

void open_kek_session(Session& session, const std::string& curve_name) {
  const auto curve = parse_agreement_curve(curve_name);
  static_cast<void>(session.device());
  auto& kek = session.connection().kek_session();
  if (kek.is_open()) throw devices::usage_failure("kek open: one is open; 'kek close' closes it");
  Plan plan;
  plan.add<wire::GenerateEcdhe>("let the device make a key pair for this session");
  plan.add<wire::StartVolatileKekSession>("agree on a key-encryption key");
  if (!session.may_proceed(plan)) return;
  require("Open KEK session", kek.open(curve));
  show_kek_session(session);
}

void close_kek_session(Session& session) {
  if (session.is_connected() && session.connection().kek_session().is_open()) {
    Plan plan;
    plan.add("forget the key-encryption key", wire::StopVolatileKekSession{});
    if (!session.may_proceed(plan)) return;
    require("Close KEK session", session.connection().kek_session().close());
  }
  show_kek_session(session);
}

void add_session(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("session", "The host session of this shell");
  verb->group("Shell")->require_subcommand(1);
  auto* open = verb->add_subcommand(
      "open", "Open one, prove that the keys are the device's, and use it for all that follows");
  const auto source = std::make_shared<std::string>();
  open->add_option("--host-keys", *source,
                   std::string{"Host MAC key and cipher key, 32 or 64 bytes [--host-keys of the "
                               "shell, configuration].\n"} +
                       kSecretSourceHelp)
      ->type_name("SOURCE");
  open->callback([&session, source] { open_host_session(session, *source); });
  verb->add_subcommand("close", "Close it, and forget the keys")->callback([&session] {
    close_host_session(session);
  });
  verb->add_subcommand("show", "Say whether one is open")->callback([&session] {
    show_host_session(session);
  });
}

void add_kek(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("kek", "The KEK session of this shell, in which keys are wrapped");
  verb->group("Shell")->require_subcommand(1);
  auto* open = verb->add_subcommand("open", "Agree with the device on a key-encryption key");
  const auto curve = std::make_shared<std::string>("NIST-P-256");
  open->add_option("--curve", *curve, "Curve of the key agreement")
      ->type_name("CURVE")
      ->capture_default_str();
  open->callback([&session, curve] { open_kek_session(session, *curve); });
  verb->add_subcommand("close", "Close it: both ends forget the key")->callback([&session] {
    close_kek_session(session);
  });
  verb->add_subcommand("show", "Say whether one is open")->callback([&session] {
    show_kek_session(session);
  });
}

void show_help(const CLI::App& app, const std::vector<std::string>& words) {
  const auto* verb = &app;
  std::string before;
  for (const auto& word : words) {
    const auto below =
        verb->get_subcommands([&](const CLI::App* each) { return each->get_name() == word; });
    if (below.empty()) {
      throw Failure{Failure::Kind::kNotFound,
                    fmt::format("help: there is no verb '{}'", fmt::join(words, " "))};
    }
    if (verb != &app) before += verb->get_name() + " ";
    verb = below.front();
  }
  fmt::print("{}", words.empty()
                       ? app.get_formatter()->make_help(&app, "", CLI::AppFormatMode::Normal)
                       : verb->help(before, CLI::AppFormatMode::Normal));
}

}  // namespace

void add_shell_verbs(CLI::App& app, Session& session) {
  add_session(app, session);
  add_kek(app, session);
  auto* help = app.add_subcommand("help", "Show all verbs, or how one is used");
  const auto words = std::make_shared<std::vector<std::string>>();
  help->add_option("verb", *words, "About which verb")->type_name("VERB");
  help->group("Shell");
  help->callback([&app, words] { show_help(app, *words); });
  auto* quit = app.add_subcommand("quit", "End the shell (also Ctrl-D)");
  quit->alias("exit")->group("Shell");
  quit->callback([&session] { session.wants_to_end = true; });
}

}  // namespace stsafe::tool
