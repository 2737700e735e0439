#include "stsafe/sim/handlers/device_settings.h"

#include "stsafe/sim/access/device_rules.h"

namespace stsafe::sim {
namespace {

using Rights = wire::QueryCommandAuthorization::Response;

/// Reads records of a code and a byte, and lets `put` take the byte over into the rule of that
/// code; each code once. `rules` is somebody's copy: a list with a fault changes nothing.
template <class Put>
Status read_records(const Choices& choices, std::size_t num_records, ByteView records,
                    std::span<wire::CommandRule> rules, Put&& put) {
  if (choices.wants_whole_command_tables && num_records != rules.size()) {
    return Status::kInconsistentCommandData;
  }
  std::array<bool, kMaxCommandRules> seen{};
  wire::Reader r{records};
  for (std::size_t i = 0; i < num_records; ++i) {
    const auto code = wire::take_command_code(r);
    const auto value = r.take<std::uint8_t>();
    if (r.failed()) return Status::kInconsistentCommandData;
    if (choices.wants_whole_command_tables && code != rules[i].opcode) {
      return Status::kInconsistentCommandData;
    }
    const auto rule = std::ranges::find(rules, code, &wire::CommandRule::opcode);
    if (rule == rules.end()) return Status::kEntryNotFound;
    auto& was_there = seen[static_cast<std::size_t>(rule - rules.begin())];
    if (was_there) return Status::kInconsistentCommandData;
    was_there = true;
    if (const auto status = put(*rule, value); status != Status::kOk) return status;
  }
  return r.finish() ? Status::kOk : Status::kInconsistentCommandData;
}

/// Takes a table of the commands over, if all of it is right, and gives the right to do so up.
template <class Put>
Status put_table(Context& cx, std::size_t num_records, ByteView records, Rights::ChangeRights right,
                 Put&& put) {
  auto commands = cx.nvm.commands;
  if (num_records == 0) return Status::kInconsistentCommandData;
  const auto rules = std::span{commands.rules}.first(commands.num_rules);
  const auto status = read_records(cx.choices, num_records, records, rules, put);
  if (status != Status::kOk) return status;
  if (const auto s = check_put_table(commands.change_rights, right); s != Status::kOk) return s;
  commands.change_rights =
      Rights::ChangeRights{static_cast<std::uint8_t>(commands.change_rights.raw() & ~right.raw())};
  cx.edit_commands() = commands;
  return Status::kOk;
}

}  // namespace

Reply<wire::PutLifeCycle> handle(Context& cx, const wire::PutLifeCycle& command) {
  if (const auto s = check_life_cycle_change(cx.caller, cx.nvm.life_cycle, command.state);
      s != Status::kOk) {
    return s;
  }
  cx.edit_life_cycle() = command.state;
  return wire::PutLifeCycle::Response{};
}

Reply<wire::QueryI2cParameters> handle(Context& cx, const wire::QueryI2cParameters& /*command*/) {
  return wire::QueryI2cParameters::Response{cx.nvm.i2c};
}

Reply<wire::PutI2cParameters> handle(Context& cx, const wire::PutI2cParameters& command) {
  if (const auto s = check_i2c_parameters(cx.nvm.i2c, command.parameters); s != Status::kOk) {
    return s;
  }
  cx.edit_i2c() = command.parameters;
  return wire::PutI2cParameters::Response{};
}

Reply<wire::PutCommandAccessConditions> handle(Context& cx,
                                               const wire::PutCommandAccessConditions& command) {
  const auto put = [](wire::CommandRule& rule, std::uint8_t value) {
    rule.access = static_cast<wire::CommandAccess>(value);
    return is_known(rule.access) ? Status::kOk : Status::kValueOutOfRange;
  };
  const auto status = put_table(cx, command.num_records.raw(), command.records.bytes(),
                                Rights::kConditionsMayChange, put);
  if (status != Status::kOk) return status;
  return wire::PutCommandAccessConditions::Response{};
}

Reply<wire::PutCommandEncryptionFlags> handle(Context& cx,
                                              const wire::PutCommandEncryptionFlags& command) {
  const auto put = [](wire::CommandRule& rule, std::uint8_t value) {
    rule.encrypt_command = (value & wire::CommandRule::kEncryptCommandBit) != 0;
    rule.encrypt_response = (value & wire::CommandRule::kEncryptResponseBit) != 0;
    return Status::kOk;
  };
  const auto status = put_table(cx, command.num_records.raw(), command.records.bytes(),
                                Rights::kFlagsMayChange, put);
  if (status != Status::kOk) return status;
  return wire::PutCommandEncryptionFlags::Response{};
}

Reply<wire::VerifyPassword> handle(Context& cx, const wire::VerifyPassword& command) {
  const auto given = command.password.bytes();
  if (given.size() != wire::kPasswordSize) return Status::kInconsistentCommandData;
  const auto& password = cx.nvm.password;
  if (const auto s = check_try_password(password.present, password.remaining_tries);
      s != Status::kOk) {
    return s;
  }
  using Response = wire::VerifyPassword::Response;
  const bool correct = equal_constant_time(given, password.value.reveal());
  cx.ram.password_verified = correct;
  auto& tries = cx.edit_password().remaining_tries;
  tries = tries_after(correct, tries);
  return Response{correct ? Response::kCorrect : Response::kWrong, Response::RemainingTries{tries}};
}

Reply<wire::DeletePassword> handle(Context& cx, const wire::DeletePassword& /*command*/) {
  if (const auto s = check_delete_password(cx.nvm.password.present, cx.caller); s != Status::kOk) {
    return s;
  }
  cx.edit_password().clear();
  cx.ram.password_verified = false;
  return wire::DeletePassword::Response{};
}

Reply<wire::Hibernate> handle(Context& cx, const wire::Hibernate& command) {
  switch (command.wake_up) {
    case wire::WakeUp::kStartOrReset: cx.request_sleep(Sleep::kHibernate); break;
    case wire::WakeUp::kReset: cx.request_sleep(Sleep::kHibernateUntilReset); break;
    default: return Status::kValueOutOfRange;
  }
  return wire::Hibernate::Response{};
}

Reply<wire::Standby> handle(Context& cx, const wire::Standby& /*command*/) {
  cx.request_sleep(Sleep::kStandby);
  return wire::Standby::Response{};
}

}  // namespace stsafe::sim
