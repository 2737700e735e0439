#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace stsafe::profile_json {

using Json = nlohmann::ordered_json;

/// Parses a document. Throws ProfileError if it is not JSON, if an object has a field twice, which
/// would be read once, or if it is nested deeper than any document that we read.
Json parse_strictly(std::string_view document);

}  // namespace stsafe::profile_json
