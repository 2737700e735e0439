#include "apps/stsafe-sim/control.h"

#include <fmt/format.h>

#include <array>

#include "apps/stsafe-sim/state_json.h"
#include "ports/profile_json/profile_error.h"
#include "ports/profile_json/strict_json.h"

namespace stsafe::simulator {
namespace {

/// Why a request cannot be done; becomes its answer.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct FaultField {
  std::string_view name;
  std::uint32_t sim::Misbehaviour::* count;
};
// The counts of stsafe/sim/misbehaviour.h, where each is explained.
constexpr std::array kFaults{
    FaultField{"refuse_commands", &sim::Misbehaviour::refuse_commands},
    FaultField{"drop_answers", &sim::Misbehaviour::drop_answers},
    FaultField{"corrupt_checksums", &sim::Misbehaviour::corrupt_checksums},
    FaultField{"truncate_answers", &sim::Misbehaviour::truncate_answers},
    FaultField{"delay_answers", &sim::Misbehaviour::delay_answers},
    FaultField{"fail_commits", &sim::Misbehaviour::fail_commits},
    FaultField{"cut_after_commits", &sim::Misbehaviour::cut_after_commits},
};
constexpr std::string_view kLateness = "lateness_ms";
constexpr std::uint64_t kMaxCount = 1'000'000;
constexpr std::uint64_t kMaxLateness = 60'000;  // ms
constexpr std::uint64_t kMaxAdvance = 1000ULL * 60 * 60 * 24 * 3650;
/// Far below what a clock of microseconds can count to.
constexpr link::Microseconds kMaxTime = std::chrono::hours{24 * 365 * 1000};
constexpr std::size_t kMaxNameSize = 64;

std::uint64_t number_in(const Json& value, std::string_view what, std::uint64_t max) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > max) {
    throw Refusal{fmt::format("'{}' is a whole number from 0 to {}", what, max)};
  }
  return value.get<std::uint64_t>();
}

std::string text_in(const Json& request, const std::string& what) {
  const auto found = request.find(what);
  if (found == request.end() || !found->is_string()) {
    throw Refusal{fmt::format("'{}' is missing or no text", what)};
  }
  return found->get<std::string>();
}

std::string name_in(const Json& request) {
  auto name = text_in(request, "name");
  if (name.empty() || name.size() > kMaxNameSize) {
    throw Refusal{fmt::format("'name' has 1 to {} bytes", kMaxNameSize)};
  }
  return name;
}

/// A member that nobody reads is a mistake that its writer should hear of.
void expect_only(const Json& request, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : request.items()) {
    const std::string_view name = key;
    if (name == "id" || name == "command") continue;
    if (std::ranges::find(known, name) == known.end()) {
      throw Refusal{fmt::format("'{}' means nothing to this command", name)};
    }
  }
}

Json parse_request(std::string_view line) {
  if (!Json::accept(line)) throw Refusal{"this line is not JSON"};
  try {
    return profile_json::parse_strictly(line);
  } catch (const profile_json::ProfileError& error) {
    throw Refusal{error.where.empty() ? "this line " + error.what
                                      : fmt::format("'{}' {}", error.where, error.what)};
  }
}

Json id_of(const Json& request) {
  const auto found = request.find("id");
  if (found == request.end() || found->is_null()) return {};
  if (!found->is_string() && !found->is_number()) throw Refusal{"'id' is a text or a number"};
  return *found;
}

Json refused(const Json& id, std::string_view why) {
  return {{"id", id}, {"ok", false}, {"error", why}};
}

/// The faults as `set` changes them.
sim::Misbehaviour with_faults(sim::Misbehaviour misbehaviour, const Json& set) {
  if (!set.is_object()) throw Refusal{"'set' is an object of faults and their numbers"};
  for (const auto& [name, value] : set.items()) {
    const auto fault = std::ranges::find(kFaults, std::string_view{name}, &FaultField::name);
    if (fault != kFaults.end()) {
      misbehaviour.*fault->count = static_cast<std::uint32_t>(number_in(value, name, kMaxCount));
    } else if (name == kLateness) {
      misbehaviour.lateness = std::chrono::milliseconds{number_in(value, name, kMaxLateness)};
    } else {
      throw Refusal{fmt::format("there is no fault '{}'; 'capabilities' lists them", name)};
    }
  }
  return misbehaviour;
}

Json faults_json(const sim::Misbehaviour& misbehaviour) {
  Json faults = Json::object();
  for (const auto& fault : kFaults) faults[std::string{fault.name}] = misbehaviour.*fault.count;
  faults[std::string{kLateness}] =
      std::chrono::duration_cast<std::chrono::milliseconds>(misbehaviour.lateness).count();
  return faults;
}

Refusal store_failed(const SimulatedDevice& device) { return Refusal{device.failure()}; }

}  // namespace

struct Control::NamedCommand {
  std::string_view name;
  Command run;
};

std::span<const Control::NamedCommand> Control::commands() {
  static constexpr std::array kAll{
      NamedCommand{"capabilities", &Control::capabilities},
      NamedCommand{"power", &Control::power},
      NamedCommand{"reset", &Control::reset},
      NamedCommand{"snapshot", &Control::snapshot},
      NamedCommand{"restore", &Control::restore},
      NamedCommand{"state", &Control::state},
      NamedCommand{"fault", &Control::fault},
      NamedCommand{"time", &Control::time},
  };
  return kAll;
}

std::string Control::answer(std::string_view line) {
  Json id;
  try {
    const auto request = parse_request(line);
    if (!request.is_object()) throw Refusal{"a request is a JSON object"};
    id = id_of(request);
    const auto name = text_in(request, "command");
    for (const auto& command : commands()) {
      if (command.name != name) continue;
      return in_one_line({{"id", id}, {"ok", true}, {"result", (this->*command.run)(request)}});
    }
    throw Refusal{"there is no such command; 'capabilities' lists them"};
  } catch (const Refusal& refusal) {
    return in_one_line(refused(id, refusal.what()));
  }
}

std::string Control::too_long() { return in_one_line(refused(nullptr, "the line is too long")); }

SimulatedDevice& Control::device_of(const Json& request) const {
  const auto found = request.find("device");
  if (found == request.end()) return *devices_[0];
  return *devices_[number_in(*found, "device", devices_.size() - 1)];
}

Json Control::capabilities(const Json& request) {
  expect_only(request, {});
  Json names = Json::array();
  for (const auto& command : commands()) names.push_back(command.name);
  Json faults = Json::array();
  for (const auto& fault : kFaults) faults.push_back(fault.name);
  return {{"protocol", 1},
          {"devices", devices_.size()},
          {"secrets", secrets_},
          {"commands", std::move(names)},
          {"faults", std::move(faults)}};
}

Json Control::power(const Json& request) {
  expect_only(request, {"device", "state"});
  auto& device = device_of(request);
  const auto wanted = text_in(request, "state");
  if (wanted != "on" && wanted != "off") throw Refusal{"'state' is on or off"};
  // A chip that has power keeps its session if it is given power again.
  if (wanted == "off") device.power_off();
  if (wanted == "on" && !device.is_on() && !device.power_on()) {
    throw store_failed(device);
  }
  return {{"state", device.is_on() ? "on" : "off"}};
}

Json Control::reset(const Json& request) {
  expect_only(request, {"device"});
  auto& device = device_of(request);
  if (!device.is_on()) throw Refusal{"the chip has no power"};
  device.power_off();
  if (!device.power_on()) throw store_failed(device);
  return Json::object();
}

Json Control::snapshot(const Json& request) {
  expect_only(request, {"device", "name"});
  auto& device = device_of(request);
  const auto taken = device.take_snapshot(name_in(request));
  if (!taken) throw store_failed(device);
  if (!*taken) {
    throw Refusal{
        fmt::format("a device keeps at most {} snapshots", SimulatedDevice::kMaxSnapshots)};
  }
  return Json::object();
}

Json Control::restore(const Json& request) {
  expect_only(request, {"device", "name"});
  auto& device = device_of(request);
  const auto restored = device.restore(name_in(request));
  if (!restored) throw store_failed(device);
  if (!*restored) throw Refusal{"the device has no snapshot of this name"};
  return Json::object();
}

Json Control::state(const Json& request) {
  expect_only(request, {"device"});
  auto& device = device_of(request);
  const auto state = std::make_unique<sim::Nvm>();
  if (!device.read_state(*state)) throw store_failed(device);
  auto json = state_json(*state, secrets_);
  json["power"] = device.is_on() ? "on" : "off";
  return json;
}

Json Control::fault(const Json& request) {
  expect_only(request, {"device", "set"});
  auto& misbehaviour = device_of(request).misbehaviour();
  if (const auto set = request.find("set"); set != request.end()) {
    misbehaviour = with_faults(misbehaviour, *set);
  }
  return faults_json(misbehaviour);
}

Json Control::time(const Json& request) {
  expect_only(request, {"device", "advance_ms"});
  auto& time = device_of(request).time();
  time.catch_up();
  if (const auto advance = request.find("advance_ms"); advance != request.end()) {
    const std::chrono::milliseconds duration{number_in(*advance, "advance_ms", kMaxAdvance)};
    if (time.clock().now() + duration > kMaxTime)
      throw Refusal{"the chip's clock ends after 1000 years"};
    time.advance(duration);
  }
  return {{"now_us", time.clock().now().count()}};
}

}  // namespace stsafe::simulator
