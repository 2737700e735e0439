#include "apps/stsafe/password_check.h"

#include <fmt/format.h>

#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::tool {

void read_password(const std::string& source, InputSecret& password) {
  read_secret(source, "password", {wire::kPasswordSize}, password);
}

void plan_password_check(Plan& plan, const InputSecret& password) {
  plan.add("verify the password: a wrong one costs a try, and the last one blocks it for good",
           wire::VerifyPassword{wire::Tail{password.reveal()}});
}

host::PasswordCheck check_password(Session& session, const InputSecret& password) {
  auto& device = session.device();
  if (!device.authorization().rule(wire::VerifyPassword::kOpcode).encrypt_command) {
    session.remark("warning: the password crosses the bus in plaintext");
  }
  const auto check = host::verify_password(device, password.reveal());
  if (check.failed_with(Status::kKeyNotFound)) {
    throw Failure{Failure::Kind::kNotFound, "Verify password: the device has no password"};
  }
  return require("Verify password", check);
}

void require_right_password(const host::PasswordCheck& check) {
  if (check.correct) return;
  const unsigned left = check.remaining_tries;
  const auto consequence = left == 0   ? "the password is blocked for good"
                           : left == 1 ? "the next wrong one blocks it for good"
                                       : "a right one starts to count anew";
  throw Failure{Failure::Kind::kNotAuthentic,
                fmt::format("Verify password: it is wrong; {} {} left: {}", left,
                            left == 1 ? "try is" : "tries are", consequence)};
}

}  // namespace stsafe::tool
