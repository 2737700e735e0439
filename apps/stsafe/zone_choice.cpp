#include "apps/stsafe/zone_choice.h"

#include <fmt/format.h>

#include <array>

#include "apps/stsafe/arguments.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

struct AccessWord {
  wire::ZoneAccess access;
  std::string_view word;
};
constexpr std::array kAccessWords{AccessWord{wire::ZoneAccess::kAlways, "always"},
                                  AccessWord{wire::ZoneAccess::kHost, "host"},
                                  AccessWord{wire::ZoneAccess::kAuthAndHost, "auth-and-host"},
                                  AccessWord{wire::ZoneAccess::kNever, "never"}};

}  // namespace

std::string access_name(wire::ZoneAccess access) {
  for (const auto& entry : kAccessWords) {
    if (entry.access == access) return std::string{entry.word};
  }
  return fmt::format("unknown ({})", static_cast<unsigned>(access));
}

wire::ZoneAccess parse_zone_access(std::string_view option, const std::string& text) {
  std::string known;
  for (const auto& entry : kAccessWords) {
    if (entry.word == text) return entry.access;
    known += fmt::format(" {}", entry.word);
  }
  throw usage_failure(fmt::format("{}: '{}' is none of{}", option, text, known));
}

std::string right_name(wire::ZoneRight right) {
  return access_name(right.access) + (right.may_change ? ", may change" : "");
}

Json right_as_json(wire::ZoneRight right) {
  return {{"access", access_name(right.access)}, {"may_change", right.may_change}};
}

wire::ZoneRecord find_zone(Session& session, const std::string& text) {
  const wire::ZoneNumber number{
      static_cast<std::uint8_t>(parse_number_in("zone", text, 0, UINT8_MAX))};
  const auto partition =
      require("Query data partition", host::DataPartition::read(session.device()));
  const auto record = partition.find(number);
  if (record) return *record;
  throw Failure{
      Failure::Kind::kNotFound,
      fmt::format("the device has no zone {}; 'stsafe zone list' shows them", number.raw())};
}

wire::ZoneRecord find_counter(Session& session, const std::string& text) {
  const auto record = find_zone(session, text);
  if (record.type == wire::ZoneType::kCounter) return record;
  throw usage_failure(
      fmt::format("zone {} is no counter; 'stsafe counter list' shows them", record.zone.raw()));
}

void check_zone_range(const wire::ZoneRecord& zone, std::size_t offset, std::size_t size) {
  if (size == 0) throw usage_failure("zone: nothing to do for 0 bytes");
  if (offset + size <= zone.size.raw()) return;
  throw usage_failure(fmt::format("zone {} has {} bytes; {} bytes from byte {} on go beyond them",
                                  zone.zone.raw(), zone.size.raw(), size, offset));
}

}  // namespace stsafe::tool
