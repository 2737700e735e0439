#include <fmt/format.h>
#include <fmt/ranges.h>

#include "apps/devices/profiles.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"
#include "apps/text/table.h"
#include "ports/profile_json/profile_diff.h"
#include "ports/profile_json/profile_writer.h"

namespace stsafe::tool {
namespace {

using profile_json::NamedProfile;

std::string summary(const sim::Profile& profile) {
  return fmt::format("{} command rules, {} symmetric key slots, {} zones",
                     profile.commands.num_rules, profile.num_symmetric_slots,
                     std::ranges::count(profile.zones.zones, true, &sim::Zone::present));
}

void print_identity(const NamedProfile& named) {
  const auto& profile = named.profile;
  fmt::print("{}{}{}\n\n", named.name, named.description.empty() ? "" : ": ", named.description);
  fmt::print(
      "Identity\n  mask           {}\n  serial number  7 bytes of its own, then {}\n"
      "  I2C address    {:#04x}\n  life cycle     {}\n  password       {}\n\n",
      text::to_hex(profile.mask_identification), text::to_hex(profile.product_bytes),
      profile.i2c_address, text::name(profile.life_cycle), profile.password ? "set" : "none");
}

void print_keys(const sim::Profile& profile) {
  fmt::print("Host keys\n  control fields  {}\n\n", text::control_names(profile.host_key_control));
  text::Table slots{{"slot", "control fields"}};
  for (std::size_t i = 0; i < profile.num_symmetric_slots; ++i) {
    slots.add({fmt::to_string(i), text::control_names(profile.symmetric_control[i])});
  }
  fmt::print("Symmetric key slots\n{}\n", slots.render());
}

void print_commands(const sim::CommandRules& commands) {
  using Answer = wire::QueryCommandAuthorization::Response;
  const auto may_change = [&](Answer::ChangeRights right) {
    return (commands.change_rights.raw() & right.raw()) != 0 ? "yes" : "no";
  };
  text::Table rules{{"code", "command", "access", "encrypted"}};
  for (const auto& rule : std::span{commands.rules}.first(commands.num_rules)) {
    rules.add({text::code_text(rule.opcode), std::string{text::command_name(rule.opcode)},
               text::name(rule.access), text::encryption_names(rule)});
  }
  fmt::print("Command access (conditions may change: {}; encryption may change: {})\n{}",
             may_change(Answer::kConditionsMayChange), may_change(Answer::kFlagsMayChange),
             rules.render());
}

/// A field of an element in a profile file, as a person reads it.
std::string shown(const Json& element, const std::string& field) {
  constexpr std::size_t kMaxDigits = 32;
  const auto found = element.find(field);
  if (found == element.end()) return "-";
  if (found->is_array()) {
    const auto words = fmt::to_string(fmt::join(found->get<std::vector<std::string>>(), ", "));
    return words.empty() ? "none" : words;
  }
  auto text = found->is_string() ? found->get<std::string>() : found->dump();
  return text.size() <= kMaxDigits ? text : text.substr(0, kMaxDigits) + "...";
}

/// One of a profile file's lists, a line for each element, with these of its fields.
void print_list(std::string_view title, const Json& list, std::string_view number,
                const std::vector<std::string>& fields) {
  std::vector<std::string> header{std::string{number}};
  header.insert(header.end(), fields.begin(), fields.end());
  text::Table table{header};
  std::size_t count = 0;
  for (const auto& element : list) {
    std::vector<std::string> cells;
    for (const auto& field : fields) cells.push_back(shown(element, field));
    for (auto times = element.value("repeat", std::size_t{1}); times > 0; --times) {
      std::vector<std::string> row{fmt::to_string(count++)};
      row.insert(row.end(), cells.begin(), cells.end());
      table.add(row);
    }
  }
  fmt::print("{}\n{}\n", title, table.render());
}

void print_lists(const NamedProfile& named) {
  const auto file = Json::parse(profile_json::write_profile(named));
  print_list("Private key slots", file["private_keys"], "slot",
             {"allow", "generate", "eddsa", "key"});
  print_list("Public key slots", file["public_keys"], "slot", {"allow"});
  print_list("Zones", file["zones"], "zone",
             {"size", "counter", "read", "update", "may_change", "content"});
}

void show(const Session& session, const std::string& name) {
  const auto named = devices::find_profile(name);
  if (session.options.json) {
    fmt::print("{}", profile_json::write_profile(named));
    return;
  }
  print_identity(named);
  print_keys(named.profile);
  print_lists(named);
  print_commands(named.profile.commands);
}

void check(const Session& session, const std::string& file) {
  const auto named = devices::find_profile(file);
  if (session.options.json) {
    print_json({{"profile", file}, {"name", named.name}, {"valid", true}});
  } else {
    fmt::print("{}: valid ({}: {})\n", file, named.name, summary(named.profile));
  }
}

void diff(const Session& session, const std::string& first, const std::string& second) {
  auto found =
      profile_json::differences(devices::find_profile(first), devices::find_profile(second));
  // That passwords differ is said, not what they are.
  for (auto& each : found) {
    if (each.where.find("password") == std::string::npos) continue;
    for (auto* value : {&each.first, &each.second}) {
      if (!value->empty()) *value = "\"(not shown)\"";
    }
  }
  if (session.options.json) {
    Json list = Json::array();
    for (const auto& each : found) {
      const auto value = [](const std::string& text) {
        return text.empty() ? Json{} : Json::parse(text);
      };
      list.push_back(
          {{"field", each.where}, {"first", value(each.first)}, {"second", value(each.second)}});
    }
    print_json({{"equal", found.empty()}, {"differences", std::move(list)}});
    return;
  }
  if (found.empty()) {
    fmt::print("no difference\n");
    return;
  }
  text::Table table{{"field", first, second}};
  for (const auto& each : found) {
    table.add({each.where, each.first.empty() ? "-" : each.first,
               each.second.empty() ? "-" : each.second});
  }
  fmt::print("{}", table.render());
}

void add_show(CLI::App& verb, Session& session) {
  auto* show_verb = verb.add_subcommand("show", "Show a profile; with --json, as a profile file");
  const auto name = std::make_shared<std::string>("spl05");
  show_verb->add_option("--profile", *name, "A built-in profile or a file")
      ->type_name("NAME|FILE")
      ->capture_default_str();
  show_verb->callback([&session, name] { show(session, *name); });
}

void add_check(CLI::App& verb, Session& session) {
  auto* check_verb = verb.add_subcommand("check", "Check a profile file, and say what is wrong");
  const auto file = std::make_shared<std::string>();
  check_verb->add_option("file", *file, "The file")->required()->type_name("FILE");
  check_verb->callback([&session, file] { check(session, *file); });
}

void add_diff(CLI::App& verb, Session& session) {
  auto* diff_verb = verb.add_subcommand("diff", "Show what differs between two profiles");
  const auto first = std::make_shared<std::string>();
  const auto second = std::make_shared<std::string>();
  diff_verb->add_option("first", *first, "A built-in profile or a file")
      ->required()
      ->type_name("NAME|FILE");
  diff_verb->add_option("second", *second, "A built-in profile or a file")
      ->required()
      ->type_name("NAME|FILE");
  diff_verb->callback([&session, first, second] { diff(session, *first, *second); });
}

}  // namespace

void add_profile(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "profile", "Show, check and compare profiles: the state in which a device is delivered");
  verb->group("Help");
  verb->require_subcommand(1);
  add_show(*verb, session);
  add_check(*verb, session);
  add_diff(*verb, session);
}

}  // namespace stsafe::tool
