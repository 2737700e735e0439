#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "apps/stsafe/verbs.h"
#include "apps/stsafe/zone_access.h"
#include "apps/text/names.h"
#include "apps/text/table.h"
#include "stsafe/host/command_authorization.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;
using wire::CommandAccess;

struct AccessOptions {
  std::vector<std::string> rules;
  bool accept_lockout = false;
};

struct ConditionWord {
  CommandAccess access;
  std::string_view word;
};
constexpr std::array kConditionWords{
    ConditionWord{CommandAccess::kNever, "never"},
    ConditionWord{CommandAccess::kFree, "free"},
    ConditionWord{CommandAccess::kAdmin, "admin"},
    ConditionWord{CommandAccess::kHost, "host"},
    ConditionWord{CommandAccess::kAdminOrPassword, "admin-or-password"},
    ConditionWord{CommandAccess::kAdminOrHost, "admin-or-host"}};

std::string_view condition_word(CommandAccess access) {
  for (const auto& entry : kConditionWords) {
    if (entry.access == access) return entry.word;
  }
  return "unknown";
}

CommandAccess parse_condition(const std::string& rule, std::string_view text) {
  std::string known;
  for (const auto& entry : kConditionWords) {
    if (entry.word == text) return entry.access;
    known += fmt::format(" {}", entry.word);
  }
  throw usage_failure(fmt::format("'{}': '{}' is none of{}", rule, text, known));
}

void parse_flags(const std::string& text, std::string_view flags, wire::CommandRule& rule) {
  rule.encrypt_command = flags == "command" || flags == "both";
  rule.encrypt_response = flags == "response" || flags == "both";
  if (rule.encrypt_command || rule.encrypt_response || flags == "none") return;
  throw usage_failure(fmt::format("'{}': '{}' is none of none command response both", text, flags));
}

/// Takes CODE=WHAT apart; `listed` has the rules of the device.
template <class ParseWhat>
std::vector<wire::CommandRule> parse_rules(const std::vector<std::string>& texts,
                                           std::span<const wire::CommandRule> listed,
                                           ParseWhat parse_what) {
  std::vector<wire::CommandRule> rules;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      throw usage_failure(fmt::format("'{}' is not CODE=WHAT, as in 1F09=host", text));
    }
    const auto code = CLI::detail::to_lower(text.substr(0, equals));
    const auto found = std::ranges::find_if(listed, [&](const wire::CommandRule& rule) {
      return CLI::detail::to_lower(text::code_text(rule.opcode)) == code;
    });
    if (found == listed.end()) {
      throw Failure{Failure::Kind::kNotFound,
                    fmt::format("'{}': the device lists no such command; 'stsafe access show' "
                                "shows them",
                                text)};
    }
    if (std::ranges::find(rules, found->opcode, &wire::CommandRule::opcode) != rules.end()) {
      throw usage_failure(fmt::format("'{}': this command was named before", text));
    }
    auto rule = *found;
    parse_what(text, std::string_view{text}.substr(equals + 1), rule);
    rules.push_back(rule);
  }
  return rules;
}

/// As the library sends them.
template <wire::Command Put, class ByteOf>
void plan_put(Plan& plan, const std::string& what, std::span<const wire::CommandRule> rules,
              ByteOf byte_of) {
  std::vector<std::byte> records(3 * rules.size());
  wire::Writer w{records};
  for (const auto& rule : rules) {
    wire::put_command_code(w, rule.opcode);
    w.put(byte_of(rule));
  }
  plan.add(what,
           Put{.num_records = typename Put::NumRecords{static_cast<std::uint8_t>(rules.size())},
               .records = wire::Tail{ByteView{records}.first(w.size())}});
}

std::string rules_text(std::span<const wire::CommandRule> rules, bool conditions) {
  std::string text;
  for (const auto& rule : rules) {
    text += fmt::format(
        "{}{} {}: {}", text.empty() ? "" : "; ", text::code_text(rule.opcode),
        text::command_name(rule.opcode),
        conditions ? std::string{condition_word(rule.access)} : text::encryption_names(rule));
  }
  return text;
}

/// Why nobody could send the command as things are; empty if somebody can.
std::string_view lockout(const wire::CommandRule& rule, bool conditions, bool has_host_keys) {
  const bool wants_host =
      conditions ? rule.access == CommandAccess::kHost || rule.access == CommandAccess::kAdminOrHost
                 : rule.encrypt_command || rule.encrypt_response;
  if (wants_host && !has_host_keys) return "the device has no host keys; pair it first";
  if (conditions && rule.access == CommandAccess::kAdmin) return "there is no admin session";
  return {};
}

void refuse_lockout(Session& session, std::span<const wire::CommandRule> rules, bool conditions,
                    bool accept) {
  const bool has_host_keys = device_has_host_keys(session);
  for (const auto& rule : rules) {
    const auto why = lockout(rule, conditions, has_host_keys);
    if (why.empty()) continue;
    const auto text = fmt::format("nobody could send {} {}: {}", text::code_text(rule.opcode),
                                  text::command_name(rule.opcode), why);
    if (!accept) {
      throw usage_failure(text + ". Say --accept-lockout if that is what you want");
    }
    session.remark("warning: " + text);
  }
  const bool by_password =
      conditions && std::ranges::find(rules, CommandAccess::kAdminOrPassword,
                                      &wire::CommandRule::access) != rules.end();
  if (by_password) {
    session.remark(
        "warning: the device does not tell whether it has a password; without one "
        "nobody can send such a command");
  }
}

[[noreturn]] void refuse_second_time(std::string_view what) {
  throw Failure{Failure::Kind::kRefused,
                fmt::format("the {} of the commands were set before; that is possible once in a "
                            "device's life",
                            what)};
}

Json rules_as_json(std::span<const wire::CommandRule> rules) {
  Json all = Json::array();
  for (const auto& rule : rules) {
    all.push_back({{"code", text::code_text(rule.opcode)},
                   {"name", text::command_name(rule.opcode)},
                   {"access", condition_word(rule.access)},
                   {"encrypt_command", rule.encrypt_command},
                   {"encrypt_response", rule.encrypt_response}});
  }
  return all;
}

host::CommandAuthorization read_table(Session& session) {
  return require("Query command authorization", host::CommandAuthorization::read(session.device()));
}

void show_access(Session& session) {
  const auto table = read_table(session);
  if (session.options.json) {
    print_json({{"conditions_may_change", table.conditions_may_change()},
                {"encryption_may_change", table.flags_may_change()},
                {"commands", rules_as_json(table.rules())}});
    return;
  }
  text::Table rows{{"code", "command", "condition", "encrypted"}};
  for (const auto& rule : table.rules()) {
    rows.add({text::code_text(rule.opcode), std::string{text::command_name(rule.opcode)},
              std::string{condition_word(rule.access)}, text::encryption_names(rule)});
  }
  fmt::print("{}\nConditions may change: {}. Encryption may change: {}.\n", rows.render(),
             table.conditions_may_change() ? "once" : "no",
             table.flags_may_change() ? "once" : "no");
}

void show_new_rules(Session& session, std::span<const wire::CommandRule> rules, bool conditions) {
  if (session.options.json) return print_json({{"commands", rules_as_json(rules)}});
  fmt::print("Set {}.\n", rules_text(rules, conditions));
}

void set_conditions(Session& session, const AccessOptions& options) {
  const auto table = read_table(session);
  const auto rules =
      parse_rules(options.rules, table.rules(),
                  [](const std::string& text, std::string_view what, wire::CommandRule& rule) {
                    rule.access = parse_condition(text, what);
                  });
  if (!table.conditions_may_change()) refuse_second_time("conditions");
  refuse_lockout(session, rules, true, options.accept_lockout);
  Plan plan;
  plan_put<wire::PutCommandAccessConditions>(
      plan, "set access conditions, once in the device's life: " + rules_text(rules, true), rules,
      [](const wire::CommandRule& rule) { return std::to_underlying(rule.access); });
  if (!session.may_proceed(plan)) return;
  require("Put access conditions", host::put_command_access_conditions(session.device(), rules));
  show_new_rules(session, rules, true);
}

void set_encryption(Session& session, const AccessOptions& options) {
  const auto table = read_table(session);
  const auto rules = parse_rules(options.rules, table.rules(), parse_flags);
  if (!table.flags_may_change()) refuse_second_time("encryption flags");
  refuse_lockout(session, rules, false, options.accept_lockout);
  Plan plan;
  plan_put<wire::PutCommandEncryptionFlags>(
      plan, "set what is encrypted, once in the device's life: " + rules_text(rules, false), rules,
      [](const wire::CommandRule& rule) { return wire::encryption_flags(rule); });
  if (!session.may_proceed(plan)) return;
  require("Put encryption flags", host::put_command_encryption_flags(session.device(), rules));
  show_new_rules(session, rules, false);
}

template <class Run>
void add_access_verb(CLI::App& access, Session& session, const char* name, const char* what,
                     const char* rules, Run run) {
  auto* verb = access.add_subcommand(name, what);
  const auto options = std::make_shared<AccessOptions>();
  verb->add_option("rules", options->rules, rules)->type_name("CODE=WHAT")->required();
  verb->add_flag("--accept-lockout", options->accept_lockout,
                 "Also if nobody can send such a command afterwards");
  verb->callback([&session, options, run] { run(session, *options); });
}

}  // namespace

void add_access(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("access", "Who may send each command, and what is encrypted");
  verb->group("Device")->require_subcommand(1);
  verb->add_subcommand("show", "Show the rules of all commands")->callback([&session] {
    show_access(session);
  });
  add_access_verb(*verb, session, "set",
                  "Set access conditions of commands: once in a device's life, all at once",
                  "Command code and condition: never, free, admin, host, admin-or-password or "
                  "admin-or-host; 1F09=host",
                  set_conditions);
  add_access_verb(*verb, session, "encryption",
                  "Set what of commands is encrypted: once in a device's life, all at once",
                  "Command code and what of it: none, command, response or both; 1F09=command",
                  set_encryption);
}

}  // namespace stsafe::tool
