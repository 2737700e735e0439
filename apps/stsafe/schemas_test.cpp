#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "apps/stsafe/tool_app.h"
#include "apps/stsafe/verb_tree.h"

// That every verb's JSON has a schema, so that a program can rely on it.
namespace stsafe::tool::schemas_test {
namespace {

namespace fs = std::filesystem;

/// Verbs without a schema of their own, and why.
const std::map<std::string, std::string> kWithout{
    {"profile show", "writes a profile file: profiles/profile.schema.json"},
    {"completion", "writes a script for a shell"},
    {"manual", "writes a manual page"},
    {"shell", "each line writes what its verb writes"},
    {"session open", "as session show: session"},
    {"session close", "as session show: session"},
    {"session show", "session"},
    {"kek open", "as kek show: kek"},
    {"kek close", "as kek show: kek"},
    {"kek show", "kek"},
    {"access encryption", "as access set"},
    {"channel connect", "channel"},
    {"channel listen", "channel"},
    {"counter decrement", "as counter read: what is left"},
    {"i2c show", "i2c"},
    {"i2c set", "as i2c show: i2c"},
    {"lifecycle show", "lifecycle"},
    {"lifecycle set", "as lifecycle show: lifecycle"},
    {"reset", "power"},
    {"standby", "power"},
    {"hibernate", "power"},
    {"help", "for people"},
    {"quit", "writes nothing"},
};

/// Schemas of what is not one verb.
const std::set<std::string> kBesides{"channel",   "doctor-command", "dry-run", "i2c",    "kek",
                                     "lifecycle", "mac-verify",     "power",   "session"};

std::set<std::string> leaf_verbs(LineOrigin origin) {
  Session session;
  std::set<std::string> names;
  for_each_verb(describe_verbs(*make_app(session, origin)), [&](const VerbNode& verb) {
    if (!verb.needs_verb) names.insert(verb.full_name());
  });
  return names;
}

std::set<std::string> all_leaf_verbs() {
  auto names = leaf_verbs(LineOrigin::kProgramStart);
  names.merge(leaf_verbs(LineOrigin::kShell));
  return names;
}

fs::path schema_of(std::string verb) {
  std::ranges::replace(verb, ' ', '-');
  return fs::path{STSAFE_SOURCE_DIR} / "docs/json" / (verb + ".schema.json");
}

TEST(Schemas, AreThereForEveryVerbThatWritesJson) {
  for (const auto& verb : all_leaf_verbs()) {
    EXPECT_NE(fs::exists(schema_of(verb)), kWithout.contains(verb))
        << verb << ": write docs/json/, or say here why it has none";
  }
}

TEST(Schemas, AreOfVerbsThatThereAre) {
  const auto verbs = all_leaf_verbs();
  for (const auto& [verb, why] : kWithout) EXPECT_TRUE(verbs.contains(verb)) << verb;
  std::set<fs::path> known;
  for (const auto& verb : verbs) known.insert(schema_of(verb).filename());
  for (const auto& name : kBesides) known.insert(schema_of(name).filename());
  for (const auto& file : fs::directory_iterator{fs::path{STSAFE_SOURCE_DIR} / "docs/json"}) {
    EXPECT_TRUE(known.contains(file.path().filename())) << file.path();
  }
}

TEST(Verbs, AreDescribedForHelpManualAndCompletion) {
  Session session;
  for (const auto origin : {LineOrigin::kProgramStart, LineOrigin::kShell}) {
    for_each_verb(describe_verbs(*make_app(session, origin)), [](const VerbNode& verb) {
      EXPECT_FALSE(verb.description.empty()) << verb.full_name();
      for (const auto& list : {verb.options, verb.positionals}) {
        for (const auto& option : list) {
          EXPECT_FALSE(option.description.empty())
              << verb.full_name() << " " << option.names.front();
        }
      }
    });
  }
}

}  // namespace
}  // namespace stsafe::tool::schemas_test
