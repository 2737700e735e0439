#include "apps/stsafe/config.h"

#include <gtest/gtest.h>

#include <fstream>

#include "apps/devices/failure.h"

namespace stsafe::tool {
namespace {

using devices::Failure;

class ConfigFile : public testing::Test {
 protected:
  Config read(const std::string& content) {
    std::ofstream{path_} << content;
    return read_config(path_);
  }
  std::string refusal(const std::string& content) {
    try {
      static_cast<void>(read(content));
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::kUsage);
      return failure.what();
    }
    return "accepted";
  }
  void TearDown() override { std::remove(path_.c_str()); }

  const std::string path_ = testing::TempDir() + "stsafe-config-test.json";
};

TEST_F(ConfigFile, NamesDevicesWithTheirHostKeys) {
  const auto config = read(R"({"device": "rear", "devices": {
      "front": "i2c:/dev/i2c-1", "rear": {"device": "sim:seed=1", "host_keys": "keys.hex"}}})");
  EXPECT_EQ(choose_target(config, "").device, "sim:seed=1");
  EXPECT_EQ(choose_target(config, "").host_keys, "keys.hex");
  EXPECT_EQ(choose_target(config, "front").device, "i2c:/dev/i2c-1");
  EXPECT_EQ(choose_target(config, "unix:/x").device, "unix:/x");
  EXPECT_EQ(config.targets().size(), 2u);
}

TEST_F(ConfigFile, SaysWhatIsWrongAndWhere) {
  EXPECT_NE(refusal("{").find(path_), std::string::npos);
  EXPECT_NE(refusal(R"({"device": "sim:", "device": "x"})").find("there twice"), std::string::npos);
  EXPECT_NE(refusal("[]").find("not a JSON object"), std::string::npos);
  EXPECT_NE(refusal(R"({"devise": "x"})").find("\"devise\" means nothing"), std::string::npos);
  EXPECT_NE(refusal(R"({"device": 1})").find("\"device\" is not a text"), std::string::npos);
  EXPECT_NE(refusal(R"({"devices": []})").find("not an object"), std::string::npos);
  EXPECT_NE(refusal(R"({"devices": {"a:b": "sim:"}})").find("has a colon"), std::string::npos);
  EXPECT_NE(refusal(R"({"devices": {"a": 1}})").find("neither a text"), std::string::npos);
  EXPECT_NE(refusal(R"({"devices": {"a": {}}})").find("no \"device\""), std::string::npos);
}

TEST_F(ConfigFile, TellsWhichDevicesItKnows) {
  const auto config = read(R"({"devices": {"front": "sim:"}})");
  try {
    static_cast<void>(choose_target(config, "back"));
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), Failure::Kind::kNotFound);
    EXPECT_NE(std::string{failure.what()}.find("known are: front"), std::string::npos);
  }
}

TEST_F(ConfigFile, MustExistIfItIsNamed) {
  EXPECT_THROW(static_cast<void>(read_config("/nonexistent/config.json")), Failure);
}

}  // namespace
}  // namespace stsafe::tool
