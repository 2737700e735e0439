#include "stsafe/host/command_authorization.h"

#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::host {
namespace {

using Answer = wire::QueryCommandAuthorization::Response;

bool has(Answer::ChangeRights rights, Answer::ChangeRights right) {
  return (rights.raw() & right.raw()) != 0;
}

/// Sends records of a code and a byte each; `byte_of` says which.
template <wire::Command Put, class ByteOf>
Result<void> put(Device& device, std::span<const wire::CommandRule> rules, ByteOf byte_of) {
  constexpr std::size_t kRecordSize = 3;
  if (rules.empty() || rules.size() > CommandAuthorization::kMaxRules) {
    return UsageError::kWrongSize;
  }
  Fixed<CommandAuthorization::kMaxRules * kRecordSize> records{};
  wire::Writer w{records};
  for (const auto& rule : rules) {
    wire::put_command_code(w, rule.opcode);
    w.put(byte_of(rule));
  }
  const auto written = w.finish();
  if (!written) return written.error();
  const auto answer = device.call(
      Put{.num_records = typename Put::NumRecords{static_cast<std::uint8_t>(rules.size())},
          .records = wire::Tail{*written}});
  if (!answer) return answer.error();
  return device.initialise();
}

}  // namespace

Result<CommandAuthorization> CommandAuthorization::read(Device& device) {
  const auto answer = device.call(wire::QueryCommandAuthorization{});
  if (!answer) return answer.error();
  CommandAuthorization table;
  table.num_rules_ = answer->num_records.raw();
  if (table.num_rules_ > kMaxRules) return LinkError::kUnexpectedResponse;
  table.conditions_may_change_ = has(answer->change_rights, Answer::kConditionsMayChange);
  table.flags_may_change_ = has(answer->change_rights, Answer::kFlagsMayChange);
  wire::Reader r{answer->records.bytes()};
  for (auto& rule : std::span{table.rules_}.first(table.num_rules_)) decode(r, rule);
  if (const auto end = r.finish(); !end) return end.error();
  return table;
}

Result<void> put_command_access_conditions(Device& device,
                                           std::span<const wire::CommandRule> rules) {
  return put<wire::PutCommandAccessConditions>(
      device, rules, [](const wire::CommandRule& rule) { return std::to_underlying(rule.access); });
}

Result<void> put_command_encryption_flags(Device& device,
                                          std::span<const wire::CommandRule> rules) {
  return put<wire::PutCommandEncryptionFlags>(
      device, rules, [](const wire::CommandRule& rule) { return wire::encryption_flags(rule); });
}

}  // namespace stsafe::host
