#include "tests/random_sequences/rules.h"

namespace stsafe::random_sequences {
namespace {

constexpr std::uint8_t kChangeRight = 0x08;
constexpr std::uint8_t kNever = 7;
constexpr std::uint8_t kHost = 1;

/// The zone that an operation means, and its number; the last one does not exist.
Place<decltype(Model::zones)> zone_of(const Scene& scene) {
  auto& zones = scene.model.zones;
  const auto index = scene.what % (zones.size() + 1);
  if (index == zones.size()) return {nullptr, " 0C"};
  return {&zones[index], hex(zones[index].number)};
}

/// Checks one of a zone's rights, and changes it if that is asked for.
Status use_right(const Scene& scene, std::uint8_t& right, std::optional<std::uint8_t> wanted) {
  const auto access = right & 7;
  const bool may = access == 0 || (access == kHost && scene.is_from_host);
  if (!may) return Status::kAccessConditionNotSatisfied;
  if (!wanted) return Status::kOk;
  if ((right & kChangeRight) == 0 || (*wanted & 7) < access) {
    return Status::kAccessConditionNotSatisfied;
  }
  right = *wanted;
  return Status::kOk;
}

/// The option byte for a change of a right, or none.
std::optional<std::uint8_t> wanted_right(std::uint8_t how) {
  return pick<std::optional<std::uint8_t>>(
      how, {{}, {}, {}, {}, kChangeRight, kChangeRight | kHost, kHost, kNever});
}
std::string option_byte(std::optional<std::uint8_t> wanted) {
  return hex(wanted ? 0x10U | *wanted : 0U);
}

}  // namespace

Step read(Scene scene) {
  const auto [zone, number] = zone_of(scene);
  Step step{"05 00" + number + " 0000 0008"};
  if (zone == nullptr) {
    step.status = Status::kEntryNotFound;
    return step;
  }
  step.status = use_right(scene, zone->read, {});
  if (zone->counter) step.payload = hex(*zone->counter, 4);
  for (const auto byte : zone->data) step.payload += hex(byte);
  return step;
}

Step change_read_access(Scene scene) {
  const auto [zone, number] = zone_of(scene);
  const auto wanted = pick<std::uint8_t>(scene.how, {kChangeRight, kChangeRight | kHost, kNever});
  Step step{"05" + option_byte(wanted) + number + " 0000 0000"};
  step.status = zone != nullptr ? use_right(scene, zone->read, wanted) : Status::kEntryNotFound;
  return step;
}

Step update(Scene scene) {
  const auto [zone, number] = zone_of(scene);
  const auto wanted = wanted_right(scene.how);
  const auto offset = static_cast<std::size_t>(scene.how % 7);
  const std::uint8_t value = scene.how;
  Step step{"06" + option_byte(wanted) + number + hex(offset, 2) + hex(value) + " A5"};
  if (zone == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (zone->counter) {
    step.status = Status::kWrongZoneType;
  } else {
    step.status = use_right(scene, zone->update, wanted);
  }
  if (step.status != Status::kOk) return step;
  zone->data[offset] = value;
  zone->data[offset + 1] = 0xA5;
  return step;
}

Step decrement(Scene scene) {
  const auto [zone, number] = zone_of(scene);
  const auto wanted = wanted_right(scene.how);
  const auto amount = pick<std::uint32_t>(scene.how, {1, 0x60000000, 0xFFFFFFFF});
  Step step{"04" + option_byte(wanted) + number + " 0000" + hex(amount, 4) + hex(scene.how)};
  if (zone == nullptr) {
    step.status = Status::kEntryNotFound;
  } else if (!zone->counter) {
    step.status = Status::kWrongZoneType;
  } else {
    auto right = zone->update;
    step.status = use_right(scene, right, wanted);
    if (step.status == Status::kOk && *zone->counter < amount) {
      step.status = Status::kCounterLimitExceeded;
    }
    if (step.status != Status::kOk) return step;
    zone->update = right;
    *zone->counter -= amount;
    zone->data[0] = scene.how;
    step.payload = hex(*zone->counter, 4);
  }
  return step;
}

}  // namespace stsafe::random_sequences
