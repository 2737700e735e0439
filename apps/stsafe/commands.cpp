#include <fmt/format.h>

#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "apps/text/table.h"
#include "stsafe/wire/all_codes.h"

namespace stsafe::tool {
namespace {

std::string_view name(wire::Effect effect) {
  switch (effect) {
    case wire::Effect::kNone: return "none";
    case wire::Effect::kReversible: return "reversible";
    case wire::Effect::kIrreversible: break;
  }
  return "irreversible";
}

std::string_view name(wire::CodeKind kind) {
  switch (kind) {
    case wire::CodeKind::kUsed: return "used";
    case wire::CodeKind::kReserved: return "reserved";
    case wire::CodeKind::kUnused: break;
  }
  return "unused";
}

/// A command of the registry: what a code means with a subject, or with a key of some mode.
struct Meaning {
  std::string name;
  std::optional<unsigned> subject;
  wire::Effect effect{};
};

std::vector<Meaning> meanings_of(wire::Opcode opcode) {
  std::vector<Meaning> all;
  wire::for_each_command([&]<wire::Command C>() {
    if (C::kOpcode != opcode) return;
    Meaning meaning{std::string{C::kName}, std::nullopt, C::kEffect};
    if constexpr (wire::HasSubject<C>) meaning.subject = C::kSubject.raw();
    all.push_back(std::move(meaning));
  });
  return all;
}

wire::Effect strongest(const std::vector<Meaning>& meanings) {
  auto effect = wire::Effect::kNone;
  for (const auto& meaning : meanings) effect = std::max(effect, meaning.effect);
  return effect;
}

void print_text() {
  text::Table table{{"code", "subject", "command", "effect", "implemented"}};
  for (const auto& code : wire::kAllCodes) {
    const auto meanings = meanings_of(code.opcode);
    const std::string implemented = code.kind == wire::CodeKind::kUsed
                                        ? (wire::is_implemented(code) ? "yes" : "no")
                                        : fmt::format("yes ({}: answers 04)", name(code.kind));
    if (meanings.empty()) {
      table.add({text::code_text(code.opcode), "-", std::string{code.name}, "-", implemented});
    }
    for (const auto& meaning : meanings) {
      table.add({text::code_text(code.opcode),
                 meaning.subject ? fmt::format("{:02X}", *meaning.subject) : "-", meaning.name,
                 std::string{name(meaning.effect)}, implemented});
    }
  }
  for (const auto& subject : wire::kUnusedSubjects) {
    table.add({"10, 14", fmt::format("{:02X}", subject.subject.raw()), std::string{subject.name},
               "-", "yes (unused: answers 10)"});
  }
  fmt::print("{}", table.render());
}

Json code_json(const wire::CodeFact& code) {
  const auto meanings = meanings_of(code.opcode);
  Json subjects = Json::array();
  for (const auto& meaning : meanings) {
    Json json{{"name", meaning.name}, {"effect", name(meaning.effect)}};
    if (meaning.subject) json["subject"] = fmt::format("{:02X}", *meaning.subject);
    subjects.push_back(std::move(json));
  }
  return {{"code", text::code_text(code.opcode)},
          {"name", code.name},
          {"kind", name(code.kind)},
          {"effect", name(strongest(meanings))},
          {"implemented", wire::is_implemented(code)},
          {"commands", std::move(subjects)}};
}

void print_codes_as_json() {
  Json codes = Json::array();
  for (const auto& code : wire::kAllCodes) codes.push_back(code_json(code));
  Json unused = Json::array();
  for (const auto& subject : wire::kUnusedSubjects) {
    unused.push_back({{"subject", fmt::format("{:02X}", subject.subject.raw())},
                      {"name", subject.name},
                      {"kind", "unused"},
                      {"implemented", true}});
  }
  print_json({{"codes", std::move(codes)}, {"unused_subjects", std::move(unused)}});
}

}  // namespace

void add_commands(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "commands", "List every command code of the chip, its effect, and whether it is implemented");
  verb->group("Help");
  verb->callback([&session] { session.options.json ? print_codes_as_json() : print_text(); });
}

}  // namespace stsafe::tool
