#include "ports/profile_json/timing_reader.h"

#include <algorithm>
#include <bitset>

#include "ports/profile_json/json_object.h"
#include "ports/profile_json/strict_json.h"
#include "stsafe/base/hex.h"

namespace stsafe::profile_json {
namespace {

constexpr auto kLongestTime = static_cast<std::uint32_t>(sim::Timing::kLongest.count());

constexpr std::uint32_t kMostSpread = 50;  // percent
constexpr std::uint32_t kMostJitter = 20;  // percent

using CommandSet = std::bitset<wire::Commands::kSize>;

link::Microseconds time_in(Object& object, const std::string& field) {
  return link::Microseconds{object.number(field, 0, kLongestTime)};
}

/// Thousandths; zero if the field is missing.
std::uint32_t percent_in(Object& object, const std::string& field, std::uint32_t max) {
  return object.has(field) ? object.number(field, 0, max) * 10 : 0;
}

/// The code that two or four hexadecimal digits are.
std::optional<wire::Opcode> code_of(std::string_view digits) {
  if (digits.size() != 2 && digits.size() != 4) return {};
  unsigned code = 0;
  for (const char digit : digits) {
    const auto value = hex_digit_value(digit);
    if (value < 0) return {};
    code = code * 16 + static_cast<unsigned>(value);
  }
  return wire::Opcode{static_cast<std::uint16_t>(code)};
}

/// The commands with a name or a code: several can share either.
CommandSet commands_called(std::string_view name) {
  CommandSet found;
  const auto code = code_of(name);
  wire::for_each_command([&]<wire::Command C>() {
    if (name == C::kName || code == C::kOpcode) found.set(wire::index_of<C>());
  });
  return found;
}

void read_default(Object& document, sim::Timing& timing) {
  if (document.has("default_us") == document.has("default_from")) {
    document.fail("default_us", "stands in place of default_from: one of them");
  }
  if (document.has("default_us")) {
    timing.commands.fill(time_in(document, "default_us"));
    return;
  }
  const auto model = sim::find_timing(document.text("default_from", kMaxNameSize));
  if (!model) {
    std::string names;
    for (const auto name : sim::kTimingNames) names.append(names.empty() ? "" : ", ").append(name);
    document.fail("default_from", "is none of " + names);
  }
  timing.commands = model->commands;
}

void read_commands(Object commands, sim::Timing& timing) {
  CommandSet read;
  for (const auto& name : commands.fields()) {
    const auto called = commands_called(name);
    if (called.none()) {
      commands.fail(name, "is neither the name of a command nor its code in two or four digits");
    }
    if ((called & read).any()) commands.fail(name, "is a command that is listed already");
    read |= called;
    const auto time = time_in(commands, name);
    for (std::size_t i = 0; i < called.size(); ++i) {
      if (called[i]) timing.commands[i] = time;
    }
  }
}

NamedTiming read_model(const Json& json) {
  Object document{json, ""};
  NamedTiming named{.name = document.text("name", kMaxNameSize), .timing = {}, .spread = 0};
  named.timing.boot = time_in(document, "boot_us");
  named.timing.wake = time_in(document, "wake_us");
  named.timing.refusal = time_in(document, "refusal_us");
  read_default(document, named.timing);
  if (document.has("commands")) read_commands(document.object("commands"), named.timing);
  named.spread = percent_in(document, "spread_percent", kMostSpread);
  named.timing.variation.jitter = percent_in(document, "jitter_percent", kMostJitter);
  document.finish();
  return named;
}

}  // namespace

Result<NamedTiming, ProfileError> read_timing(std::string_view document) {
  if (document.size() > kMaxTimingSize) return ProfileError{"", "is too long"};
  try {
    return read_model(parse_strictly(document));
  } catch (const ProfileError& error) {
    return error;
  }
}

}  // namespace stsafe::profile_json
