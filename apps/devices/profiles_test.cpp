#include "apps/devices/profiles.h"

#include <gtest/gtest.h>

#include <fstream>

#include "apps/devices/failure.h"
#include "ports/profile_json/profile_writer.h"
#include "tests/support/source_tree.h"

namespace stsafe::devices {
namespace {

std::filesystem::path stored() {
  return testing_support::source_tree() / "profiles" / "spl05.json";
}

TEST(Profiles, HaveTheBuiltInOneAsAFileToo) {
  std::ifstream in(stored());
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_EQ(profile_json::write_profile(default_profile()), text);
}

TEST(Profiles, AreFoundByNameOrFile) {
  EXPECT_TRUE(find_profile("spl05").profile == default_profile().profile);
  EXPECT_TRUE(find_profile("SPL05").profile == default_profile().profile);
  EXPECT_TRUE(find_profile(stored()).profile == default_profile().profile);
}

TEST(Profiles, AreRefusedByNameIfTheyCannotBeRead) {
  for (const auto* name : {"", "spl06", "/nonexistent/profile.json", "/"}) {
    EXPECT_THROW(find_profile(name), Failure) << name;
  }
}

}  // namespace
}  // namespace stsafe::devices
