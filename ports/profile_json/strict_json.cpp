#include "ports/profile_json/strict_json.h"

#include <set>
#include <string>
#include <vector>

#include "ports/profile_json/profile_error.h"

namespace stsafe::profile_json {
namespace {

constexpr int kMaxDepth = 8;

}  // namespace

Json parse_strictly(std::string_view document) {
  std::vector<std::set<std::string>> open;
  const auto watch = [&open](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) throw ProfileError{"", "is nested too deep"};
    switch (event) {
      case Json::parse_event_t::object_start: open.emplace_back(); break;
      case Json::parse_event_t::object_end: open.pop_back(); break;
      case Json::parse_event_t::key:
        if (!open.back().insert(parsed.get<std::string>()).second) {
          throw ProfileError{parsed.get<std::string>(), "is there twice in one object"};
        }
        break;
      default: break;
    }
    return true;
  };
  try {
    return Json::parse(document, watch);
  } catch (const Json::exception& error) {
    const std::string_view text = error.what();
    const auto end_of_prefix = text.find("] ");
    throw ProfileError{"", "is not JSON: " + std::string{end_of_prefix == std::string_view::npos
                                                             ? text
                                                             : text.substr(end_of_prefix + 2)}};
  }
}

}  // namespace stsafe::profile_json
