#include "apps/stsafe/command_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "apps/text/names.h"
#include "stsafe/wire/registry.h"

namespace stsafe::tool {
namespace {

using SlotFields = wire::SlotControlFields;
using HostFields = wire::HostKeyControlFields;

struct NamedCommand {
  std::string_view name;
  wire::Opcode opcode{};
};

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

NamedCommand find_command(const std::string& name) {
  NamedCommand found;
  wire::for_each_command([&]<wire::Command C>() {
    if (same_ignoring_case(C::kName, name)) found = {C::kName, C::kOpcode};
  });
  if (!found.name.empty()) return found;
  throw devices::usage_failure(
      fmt::format("--command: there is no '{}'; 'stsafe commands' lists them", name));
}

RuleVerdict by_life_cycle(const NamedCommand& command, wire::LifeCycle state) {
  const auto code = command.opcode.raw();
  const bool always = code == 0x00 || code == 0x01 || code == 0x14;
  const bool unlocking = code == 0x1A || command.name == "PutLifeCycle";
  RuleVerdict verdict{.rule = "life cycle", .what = text::name(state)};
  switch (state) {
    case wire::LifeCycle::kBorn:
    case wire::LifeCycle::kPatching:
    case wire::LifeCycle::kOperational: verdict.allows = true; break;
    case wire::LifeCycle::kBornLocked:
    case wire::LifeCycle::kOperationalLocked: verdict.allows = always || unlocking; break;
    case wire::LifeCycle::kTerminated: verdict.allows = always; break;
  }
  return verdict;
}

RuleVerdict by_access(const Examination& device, const NamedCommand& command) {
  const auto rules = device.rules().rules();
  const auto rule = std::ranges::find(rules, command.opcode, &wire::CommandRule::opcode);
  RuleVerdict verdict{.rule = "access condition", .allows = true, .what = "free"};
  if (rule == rules.end()) return verdict;
  verdict.what = text::name(rule->access);
  const bool encrypts = rule->encrypt_command || rule->encrypt_response;
  if (encrypts) verdict.what += ", encrypted: " + text::encryption_names(*rule);
  if (rule->access == wire::CommandAccess::kNever) {
    verdict.what += ", or once the password is verified: a device shows both as never";
  }
  const bool needs_host = encrypts || rule->access == wire::CommandAccess::kHost ||
                          rule->access == wire::CommandAccess::kAdminOrHost;
  verdict.allows = rule->access == wire::CommandAccess::kFree ||
                   rule->access == wire::CommandAccess::kHost ||
                   rule->access == wire::CommandAccess::kAdminOrHost;
  if (verdict.allows && needs_host && !device.has_session()) {
    verdict.allows = false;
    verdict.what += device.has_host_keys() ? "; give the host keys with --host-keys"
                                           : "; the device has no host keys";
  }
  return verdict;
}

/// A rule about a slot of the symmetric key table.
struct SlotRule {
  std::string_view command;
  std::string_view rule;
  bool (*allows)(const SlotFields& fields, const wire::SlotRecord& record);
};

bool may_be_overwritten(const wire::SlotRecord& record) {
  return !record.present || record.key.lock == wire::Lock::kUnlocked;
}

template <wire::KeyMode Mode>
bool has_key_of(const SlotFields& /*fields*/, const wire::SlotRecord& record) {
  return record.present && record.key.mode == Mode;
}

constexpr std::string_view kFieldsRule = "slot control fields";
constexpr std::string_view kContentRule = "slot content";

const std::array kSlotRules{
    SlotRule{"WriteSymmetricKeyWrapped", kFieldsRule,
             [](const SlotFields& fields, const wire::SlotRecord& /*record*/) {
               return fields.allows(SlotFields::kWrappedAnonymous) ||
                      fields.wrapped_authentication_key != SlotFields::kNoKey;
             }},
    SlotRule{"WriteSymmetricKeyPlaintext", kFieldsRule,
             [](const SlotFields& fields, const wire::SlotRecord& /*record*/) {
               return fields.allows(SlotFields::kPlaintext);
             }},
    SlotRule{"ConfirmSymmetricKeys", kFieldsRule,
             [](const SlotFields& fields, const wire::SlotRecord& /*record*/) {
               return fields.allows(SlotFields::kEcdheAnonymous) ||
                      fields.ecdhe_authentication_key != SlotFields::kNoKey;
             }},
    SlotRule{"PutSymmetricControlFields", kFieldsRule,
             [](const SlotFields& fields, const wire::SlotRecord& /*record*/) {
               return fields.allows(SlotFields::kChangeRight);
             }},
    SlotRule{"WriteSymmetricKeyWrapped", kContentRule,
             [](const SlotFields& /*fields*/, const wire::SlotRecord& record) {
               return may_be_overwritten(record);
             }},
    SlotRule{"WriteSymmetricKeyPlaintext", kContentRule,
             [](const SlotFields& /*fields*/, const wire::SlotRecord& record) {
               return may_be_overwritten(record);
             }},
    SlotRule{"ConfirmSymmetricKeys", kContentRule,
             [](const SlotFields& /*fields*/, const wire::SlotRecord& record) {
               return may_be_overwritten(record);
             }},
    SlotRule{"EraseSymmetricKeySlot", kContentRule,
             [](const SlotFields& /*fields*/, const wire::SlotRecord& record) {
               return record.present && record.key.lock != wire::Lock::kLocked;
             }},
    SlotRule{"EncryptCcmStar", kContentRule, has_key_of<wire::KeyMode::kCcmStar>},
    SlotRule{"DecryptCcmStar", kContentRule, has_key_of<wire::KeyMode::kCcmStar>},
    SlotRule{"StartEncryptCcmStar", kContentRule, has_key_of<wire::KeyMode::kCcmStar>},
    SlotRule{"StartDecryptCcmStar", kContentRule, has_key_of<wire::KeyMode::kCcmStar>},
    SlotRule{"EncryptEcb", kContentRule, has_key_of<wire::KeyMode::kEcb>},
    SlotRule{"DecryptEcb", kContentRule, has_key_of<wire::KeyMode::kEcb>},
    SlotRule{"EncryptGcm", kContentRule, has_key_of<wire::KeyMode::kGcm>},
    SlotRule{"DecryptGcm", kContentRule, has_key_of<wire::KeyMode::kGcm>},
    SlotRule{"StartEncryptGcm", kContentRule, has_key_of<wire::KeyMode::kGcm>},
    SlotRule{"StartDecryptGcm", kContentRule, has_key_of<wire::KeyMode::kGcm>},
};

RuleVerdict by_slots(const Examination& device, const SlotRule& rule,
                     std::optional<wire::SlotNumber> slot) {
  std::vector<std::size_t> allowed;
  for (std::size_t i = 0; i < device.slots().num_slots; ++i) {
    const bool is_meant = !slot || slot->raw() == i;
    if (is_meant && rule.allows(device.slot_controls()[i], device.slots().records[i])) {
      allowed.push_back(i);
    }
  }
  RuleVerdict verdict{.rule = std::string{rule.rule}, .allows = !allowed.empty(), .what = {}};
  if (slot) {
    verdict.what = fmt::format("slot {}: {}", slot->raw(), allowed.empty() ? "no" : "yes");
  } else {
    verdict.what = allowed.empty() ? std::string{"no slot allows it"}
                                   : fmt::format("slots {}", number_ranges(allowed));
  }
  return verdict;
}

void add_host_key_rules(std::vector<RuleVerdict>& list, const Examination& device,
                        std::string_view command) {
  const auto& fields = device.host_key_control();
  const auto add = [&](bool allows) {
    list.push_back(
        {.rule = "host key control fields", .allows = allows, .what = text::control_names(fields)});
  };
  if (command == "PutHostKeyControlFields") return add(fields.allows(HostFields::kChangeRight));
  const bool plain = command == "WriteHostKeyV2Plaintext" || command == "PutHostKeySlotV1";
  const bool agreed = command == "WriteHostKeyV2Wrapped" || command == "EstablishHostKeyV2";
  if (!plain && !agreed) return;
  add(plain ? fields.allows(HostFields::kPlaintext)
            : fields.allows(HostFields::kWrappedAnonymous) ||
                  fields.authentication_key != HostFields::kNoKey);
  if (device.has_host_keys()) {
    const bool may = fields.allows(HostFields::kReprovision);
    list.push_back({.rule = "re-provisioning",
                    .allows = may,
                    .what = may ? "host keys may be replaced" : "host keys are there and stay"});
  }
}

void add_change_rights(std::vector<RuleVerdict>& list, const Examination& device,
                       std::string_view command) {
  const auto add = [&](bool allows) {
    list.push_back({.rule = "change right",
                    .allows = allows,
                    .what = allows ? "may be set once" : "was given up, or used"});
  };
  if (command == "PutCommandAccessConditions") add(device.rules().conditions_may_change());
  if (command == "PutCommandEncryptionFlags") add(device.rules().flags_may_change());
}

}  // namespace

std::vector<RuleVerdict> judge_command(const Examination& device, const std::string& name,
                                       std::optional<wire::SlotNumber> slot) {
  const auto command = find_command(name);
  std::vector<RuleVerdict> list{by_life_cycle(command, device.life_cycle()),
                                by_access(device, command)};
  add_change_rights(list, device, command.name);
  add_host_key_rules(list, device, command.name);
  if (slot && slot->raw() >= device.slots().num_slots) {
    throw Failure{Failure::Kind::kNotFound,
                  fmt::format("--slot: the device has no slot {}", slot->raw())};
  }
  for (const auto& rule : kSlotRules) {
    if (rule.command == command.name) list.push_back(by_slots(device, rule, slot));
  }
  return list;
}

}  // namespace stsafe::tool
