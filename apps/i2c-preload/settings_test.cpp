#include "apps/i2c-preload/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/devices/failure.h"

namespace stsafe::i2c_preload {
namespace {

std::vector<std::string> parse(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& adapter : parse_settings(text)) {
    all.push_back(adapter.path + " is " + adapter.device);
  }
  return all;
}

TEST(ParseSettings, NamesPathsAndWhatIsThere) {
  using testing::ElementsAre;
  EXPECT_THAT(parse("/dev/i2c-7=unix:/tmp/bus.sock"),
              ElementsAre("/dev/i2c-7 is unix:/tmp/bus.sock"));
  EXPECT_THAT(parse("/dev/i2c-7=unix:/tmp/b,/dev/i2c-8=tcp:127.0.0.1:80"),
              ElementsAre("/dev/i2c-7 is unix:/tmp/b", "/dev/i2c-8 is tcp:127.0.0.1:80"));
  EXPECT_THAT(parse(""), ElementsAre());
}

TEST(ParseSettings, LeavesTheOptionsOfASimulatorTheirCommas) {
  EXPECT_THAT(parse("/dev/i2c-7=sim:seed=1,choice=max_wrong_macs=3,/dev/i2c-8=sim:"),
              testing::ElementsAre("/dev/i2c-7 is sim:seed=1,choice=max_wrong_macs=3",
                                   "/dev/i2c-8 is sim:"));
}

TEST(ParseSettings, SaysWhatIsWrong) {
  for (const auto* wrong :
       {"dev=sim:", "/dev/i2c-7", "/dev/i2c-7=", "/dev/i2c-7=bogus", "/dev/i2c-7=tcp:x:99999",
        "/dev/i2c-7=sim:bogus=1", "/a=sim:,/a=sim:", "/a=sim:,/b"}) {
    EXPECT_THROW(parse(wrong), devices::Failure) << wrong;
  }
}

}  // namespace
}  // namespace stsafe::i2c_preload
