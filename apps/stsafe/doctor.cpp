#include <fmt/format.h>

#include <algorithm>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/command_verdict.h"
#include "apps/stsafe/examination.h"
#include "apps/stsafe/exit_status.h"
#include "apps/stsafe/terminal.h"
#include "apps/stsafe/verbs.h"

namespace stsafe::tool {
namespace {

struct DoctorOptions {
  std::string root_file;
  std::string command;
  std::string slot;
};

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk: return "ok";
    case Verdict::kNote: return "note";
    case Verdict::kProblem: return "problem";
    case Verdict::kSkipped: break;
  }
  return "skipped";
}

/// The status of the worst problem: what keeps one from a device at all comes first, then what
/// makes it unworthy of trust.
int worst_status(const std::vector<Finding>& findings) {
  constexpr std::array worst_first{Failure::Kind::kUsage,   Failure::Kind::kFailed,
                                   Failure::Kind::kBus,     Failure::Kind::kNotAuthentic,
                                   Failure::Kind::kRefused, Failure::Kind::kNotFound};
  for (const auto kind : worst_first) {
    const auto is_it = [&](const Finding& finding) {
      return finding.verdict == Verdict::kProblem && finding.kind == kind;
    };
    if (std::ranges::any_of(findings, is_it)) return exit_status_of(kind);
  }
  return kDone;
}

void print_findings(const std::vector<Finding>& findings) {
  constexpr std::size_t kNameWidth = 16;
  for (const auto& finding : findings) {
    const auto* colour = finding.verdict == Verdict::kOk        ? green(stdout)
                         : finding.verdict == Verdict::kProblem ? red(stdout)
                                                                : "";
    fmt::print("{}{:8}{} {:{}} {}\n", colour, verdict_name(finding.verdict),
               *colour == '\0' ? "" : plain(stdout), finding.check, kNameWidth, finding.what);
    if (!finding.advice.empty()) {
      fmt::print("{:{}} {}\n", "", kNameWidth + 9, finding.advice);
    }
  }
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const auto& finding : findings) {
    Json json{{"check", finding.check},
              {"verdict", verdict_name(finding.verdict)},
              {"what", finding.what}};
    if (!finding.advice.empty()) json["advice"] = finding.advice;
    if (finding.verdict == Verdict::kProblem) json["exit_status"] = exit_status_of(finding.kind);
    list.push_back(std::move(json));
  }
  return list;
}

auto count_of(const std::vector<Finding>& findings, Verdict verdict) {
  return std::ranges::count(findings, verdict, &Finding::verdict);
}

void examine_all(Session& session, const DoctorOptions& options) {
  Examination examination{session, options.root_file};
  examination.run();
  const auto& findings = examination.findings();
  const auto num_problems = count_of(findings, Verdict::kProblem);
  if (session.options.json) {
    Json document{{"problems", num_problems},
                  {"notes", count_of(findings, Verdict::kNote)},
                  {"checks", findings_json(findings)}};
    if (const auto median = examination.median_exchange()) {
      document["median_exchange_us"] = median->count();
    }
    print_json(document);
  } else {
    print_findings(findings);
    fmt::print("{} problem{}\n", num_problems, num_problems == 1 ? "" : "s");
  }
  if (const auto status = worst_status(findings); status != kDone) throw EndedWith{status};
}

/// What keeps the device from telling its rules; throws Failure with it.
void require_rules(const Examination& examination) {
  const auto& findings = examination.findings();
  const auto knows_rules = [](const Finding& finding) { return finding.check == "key slots"; };
  const auto last = std::ranges::find_if(findings, knows_rules);
  if (last != findings.end()) return;
  const auto problem = std::ranges::find(findings, Verdict::kProblem, &Finding::verdict);
  if (problem == findings.end())
    throw Failure{Failure::Kind::kFailed, "doctor: no rules are known"};
  throw Failure{problem->kind, fmt::format("{}: {}", problem->check, problem->what)};
}

void examine_command(Session& session, const DoctorOptions& options) {
  std::optional<wire::SlotNumber> slot;
  if (!options.slot.empty()) slot = parse_slot(options.slot);
  Examination examination{session, {}};
  examination.run_for_command();
  require_rules(examination);
  const auto rules = judge_command(examination, options.command, slot);
  const bool allowed = std::ranges::all_of(rules, &RuleVerdict::allows);
  if (session.options.json) {
    Json list = Json::array();
    for (const auto& rule : rules) {
      list.push_back({{"rule", rule.rule}, {"allows", rule.allows}, {"what", rule.what}});
    }
    print_json({{"command", options.command}, {"allowed", allowed}, {"rules", std::move(list)}});
  } else {
    fmt::print("{}: {}\n", options.command, allowed ? "allowed now" : "would be refused");
    for (const auto& rule : rules) {
      fmt::print("  {:3} {}: {}\n", rule.allows ? "yes" : "NO", rule.rule, rule.what);
    }
  }
  if (!allowed) throw EndedWith{kRefused};
}

}  // namespace

void add_doctor(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "doctor",
      "Say what is wrong with a device, its bus or its settings, and what to do; changes nothing");
  const auto options = std::make_shared<DoctorOptions>();
  verb->add_option("--root", options->root_file,
                   "Root certificate that the device's must lead to, PEM or DER\n"
                   "[that of simulated devices]")
      ->type_name("FILE");
  auto* command = verb->add_option("--command", options->command,
                                   "Only say whether the device would execute this command now,\n"
                                   "and by which rule not; 'stsafe commands' lists the names");
  command->type_name("NAME");
  verb->add_option("--slot", options->slot, "Of which symmetric key slot [any]")
      ->type_name("N")
      ->needs(command);
  verb->group("Device");
  verb->callback([&session, options] {
    options->command.empty() ? examine_all(session, *options) : examine_command(session, *options);
  });
}

}  // namespace stsafe::tool
