#include <fmt/format.h>

#include "apps/stsafe/password_check.h"
#include "apps/stsafe/verbs.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::tool {
namespace {

void show_password_check(const Session& session, const host::PasswordCheck& check) {
  if (session.options.json) {
    print_json({{"correct", check.correct}, {"remaining_tries", check.remaining_tries}});
  } else if (check.correct) {
    fmt::print("The password is right; {} tries for the next one.\n", check.remaining_tries);
  }
}

void verify_password(Session& session, const std::string& source) {
  InputSecret password;
  read_password(source, password);
  Plan plan;
  plan_password_check(plan, password);
  static_cast<void>(session.device());
  if (!session.may_proceed(plan)) return;
  const auto check = check_password(session, password);
  show_password_check(session, check);
  require_right_password(check);
}

void delete_password(Session& session, const std::string& source) {
  InputSecret password;
  read_password(source, password);
  Plan plan;
  plan_password_check(plan, password);
  plan.add("delete the password: the device never has another one", wire::DeletePassword{});
  auto& device = session.device();
  if (!session.may_proceed(plan)) return;
  require_right_password(check_password(session, password));
  require("Delete password", host::delete_password(device));
  session.options.json ? print_json({{"deleted", true}}) : fmt::print("The password is deleted.\n");
}

/// Adds a verb that takes the source of the password.
template <class Run>
void add_password_verb(CLI::App& app, Session& session, const char* name, const char* what,
                       Run run) {
  auto* verb = app.add_subcommand(name, what);
  const auto source = std::make_shared<std::string>();
  verb->add_option("source", *source, std::string{"The password, 16 bytes: "} + kSecretSourceHelp)
      ->type_name("SOURCE")
      ->required();
  verb->callback([&session, source, run] { run(session, *source); });
}

}  // namespace

void add_password(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("password", "The password of the device");
  verb->group("Device")->require_subcommand(1);
  add_password_verb(*verb, session, "verify",
                    "Verify it, and say how many tries are left; status 4 if it is wrong",
                    verify_password);
  add_password_verb(*verb, session, "delete", "Delete it for good; it is verified first",
                    delete_password);
}

}  // namespace stsafe::tool
