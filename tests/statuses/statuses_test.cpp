#include <gmock/gmock.h>

#include "tests/statuses/search.h"

namespace stsafe::statuses {
namespace {

constexpr std::uint32_t kSeed = 1;

using Lines = std::vector<std::string>;

std::string text_of(Status status) { return std::string{name(status)}; }
std::string text_of(const Outcome& outcome) {
  return outcome.command + ", " + text_of(outcome.status);
}

/// What is in the first map and not in the second.
template <class Map>
Lines missing(const Map& all, const Map& from) {
  Lines lines;
  for (const auto& [what, request] : all) {
    if (!from.contains(what)) lines.push_back(text_of(what) + ": " + request);
  }
  return lines;
}

// The search is the same in each run. One test: it takes a few seconds.
TEST(Statuses, ThatAChipAnswersHaveACase) {
  const auto cases = conformance::all_cases();
  Dice dice{kSeed};
  const auto shown = shown_by(cases);
  const auto found = found_around(cases, dice);
  EXPECT_THAT(missing(found.of_commands(), shown.of_commands()), testing::IsEmpty())
      << "commands can be answered so, and no case shows it";
  EXPECT_THAT(missing(found.general(), shown.general()), testing::IsEmpty())
      << "any command can be answered so, and no case shows it";
  // A search that finds little asks for little: this one finds nearly all that the cases show.
  const auto missed = missing(shown.of_commands(), found.of_commands());
  EXPECT_LE(50 * missed.size(), shown.of_commands().size()) << testing::PrintToString(missed);
}

}  // namespace
}  // namespace stsafe::statuses
