#include "apps/devices/profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "apps/devices/failure.h"
#include "apps/devices/read_file.h"
#include "ports/profile_json/profile_reader.h"
#include "stsafe/sim/profile/spl05.h"

namespace stsafe::devices {
namespace {

bool is_same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, {}, [](unsigned char c) { return std::tolower(c); },
      [](unsigned char c) { return std::tolower(c); });
}

}  // namespace

profile_json::NamedProfile default_profile() {
  return {.name = "SPL05",
          .description = "Generic sample profile of the STSAFE-A120, as delivered",
          .profile = sim::spl05()};
}

profile_json::NamedProfile find_profile(const std::string& name_or_file) {
  auto built_in = default_profile();
  if (is_same_word(name_or_file, built_in.name)) return built_in;
  auto read = profile_json::read_profile(
      read_document("profile", name_or_file, "spl05", profile_json::kMaxDocumentSize));
  if (!read) {
    throw usage_failure(fmt::format("profile '{}': {}", name_or_file, read.error().text()));
  }
  return std::move(*read);
}

}  // namespace stsafe::devices
