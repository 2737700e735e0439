#pragma once

#include <string>

#include "apps/stsafe/session.h"
#include "stsafe/host/data_partition.h"

namespace stsafe::tool {

/// "always", "host", "auth-and-host" or "never".
std::string access_name(wire::ZoneAccess access);
/// The same words. Throws Failure (usage) that names the option.
wire::ZoneAccess parse_zone_access(std::string_view option, const std::string& text);
/// "host", and "host, may change" as long as it may become stricter.
std::string right_name(wire::ZoneRight right);
Json right_as_json(wire::ZoneRight right);

/// What the device says of a zone, by its number as typed. Failure (not found) if there is none.
wire::ZoneRecord find_zone(Session& session, const std::string& text);
/// The same of a counter zone. Failure (usage) if it does not count.
wire::ZoneRecord find_counter(Session& session, const std::string& text);

/// Throws Failure (usage) unless the zone has these bytes, at least one.
void check_zone_range(const wire::ZoneRecord& zone, std::size_t offset, std::size_t size);

}  // namespace stsafe::tool
