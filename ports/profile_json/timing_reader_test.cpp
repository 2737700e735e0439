#include "ports/profile_json/timing_reader.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/source_tree.h"

namespace stsafe::profile_json::timing_reader_test {
namespace {

using std::chrono::microseconds;

/// A whole document with these fields in place of the default and the commands.
std::string with(std::string_view fields) {
  return std::string{R"({"name": "lab", "boot_us": 7000, "wake_us": 8000, "refusal_us": 500, )"}
      .append(fields)
      .append("}");
}

template <wire::Command C>
microseconds time_of(const NamedTiming& model) {
  return model.timing.commands[wire::index_of<C>()];
}

TEST(TimingReader, ReadsAModel) {
  const auto model =
      read_timing(with(R"("default_us": 3000, "commands": {"Echo": 1500, "16": 51000})"));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->name, "lab");
  EXPECT_EQ(model->timing.boot, microseconds{7000});
  EXPECT_EQ(model->timing.wake, microseconds{8000});
  EXPECT_EQ(model->timing.refusal, microseconds{500});
  EXPECT_EQ(time_of<wire::Echo>(*model), microseconds{1500});
  EXPECT_EQ(time_of<wire::GenerateSignature>(*model), microseconds{51000});
  EXPECT_EQ(time_of<wire::Reset>(*model), microseconds{3000});
}

TEST(TimingReader, TakesTheRestFromAModelThatIsBuiltIn) {
  const auto model = read_timing(with(R"("default_from": "vendor", "commands": {"1f0B": 42000})"));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(time_of<wire::GenerateEcdhe>(*model), microseconds{42000});
  EXPECT_EQ(time_of<wire::VerifySignature>(*model), microseconds{62000});
  EXPECT_EQ(time_of<wire::StartHash>(*model), microseconds{500000});
}

TEST(TimingReader, TakesACodeForAllItsCommands) {
  const auto model = read_timing(with(R"("default_us": 0, "commands": {"1B": 9})"));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(time_of<wire::EncryptCcmStar>(*model), microseconds{9});
  EXPECT_EQ(time_of<wire::EncryptGcm>(*model), microseconds{9});
  EXPECT_EQ(time_of<wire::DecryptGcm>(*model), microseconds{0});
}

TEST(TimingReader, ReadsHowFarChipsStray) {
  const auto exact = read_timing(with(R"("default_us": 1)"));
  ASSERT_TRUE(exact) << exact.error().text();
  EXPECT_EQ(exact->spread, 0U);
  EXPECT_EQ(exact->timing.variation.jitter, 0U);
  const auto widest =
      read_timing(with(R"("default_us": 1, "spread_percent": 50, "jitter_percent": 20)"));
  ASSERT_TRUE(widest) << widest.error().text();
  EXPECT_EQ(widest->spread, 500U);
  EXPECT_EQ(widest->timing.variation.jitter, 200U);
  EXPECT_EQ(widest->timing.variation.factor, 1000U);
}

TEST(TimingReader, ReadsTheExampleOfTheDocument) {
  std::ifstream in(testing_support::source_tree() / "docs" / "simulator.md");
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto section = text.find("## Time");
  ASSERT_NE(section, std::string::npos);
  const auto begin = text.find("```json", section) + 7;
  const auto model = read_timing(text.substr(begin, text.find("```", begin) - begin));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->timing.refusal, microseconds{700});
  EXPECT_EQ(time_of<wire::GenerateEcdhe>(*model), microseconds{42000});
  EXPECT_EQ(model->spread, 100U);
}

TEST(TimingReader, RefusesWhatIsWrongAndSaysWhere) {
  struct Wrong {
    std::string document;
    std::string_view begin;
  };
  for (const auto& [document, begin] : {
           Wrong{"", "is not JSON"},
           Wrong{"[]", "is not an object"},
           Wrong{"{}", "name: is missing"},
           Wrong{with(R"("default_us": 1, "boot_ms": 1)"), "boot_ms: is not a field here"},
           Wrong{with(R"("boot_us": 1, "default_us": 1)"), "boot_us: is there twice"},
           Wrong{with(R"("commands": {})"), "default_us: stands in place of"},
           Wrong{with(R"("default_us": 1, "default_from": "none")"), "default_us: stands in"},
           Wrong{with(R"("default_from": "fast")"),
                 "default_from: is none of typical, vendor, measured, none"},
           Wrong{with(R"("default_us": 10000001)"),
                 "default_us: is not a whole number from 0 to 10000000"},
           Wrong{with(R"("default_us": -1)"), "default_us: is not a whole number"},
           Wrong{with(R"("default_us": 1, "spread_percent": 51)"),
                 "spread_percent: is not a whole number from 0 to 50"},
           Wrong{with(R"("default_us": 1, "jitter_percent": 21)"),
                 "jitter_percent: is not a whole number from 0 to 20"},
           Wrong{with(R"("default_us": 1, "commands": [])"), "commands: is not an object"},
           Wrong{with(R"("default_us": 1, "commands": {"Ecko": 1})"),
                 "commands.Ecko: is neither the name of a command nor its code"},
           Wrong{with(R"("default_us": 1, "commands": {"1D": 1})"), "commands.1D: is neither"},
           Wrong{with(R"("default_us": 1, "commands": {"Echo": 1.5})"), "commands.Echo: is not"},
           Wrong{with(R"("default_us": 1, "commands": {"Echo": 1, "00": 1})"),
                 "commands.00: is a command that is listed already"},
       }) {
    const auto model = read_timing(document);
    ASSERT_FALSE(model) << document;
    EXPECT_TRUE(model.error().text().starts_with(begin)) << model.error().text();
  }
  EXPECT_FALSE(read_timing(std::string(kMaxTimingSize + 1, ' ')));
}

}  // namespace
}  // namespace stsafe::profile_json::timing_reader_test
