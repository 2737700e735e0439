#include "apps/devices/timings.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "apps/devices/failure.h"

namespace stsafe::devices::timings_test {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;

/// A file that ends with the test.
class TimingFile {
 public:
  explicit TimingFile(std::string_view document)
      : path_(testing::TempDir() + "timings_test-" + std::to_string(getpid()) + ".json") {
    std::ofstream{path_} << document;
  }
  TimingFile(const TimingFile&) = delete;
  TimingFile& operator=(const TimingFile&) = delete;
  ~TimingFile() { std::filesystem::remove(path_); }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// What a name is refused with.
std::string refusal_of(const std::string& name) {
  try {
    static_cast<void>(find_timing(name));
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), Failure::Kind::kUsage);
    return failure.what();
  }
  return "found";
}

/// All times 1 s, in a model whose chips stray.
profile_json::NamedTiming model_with(std::uint32_t spread, std::uint32_t jitter) {
  profile_json::NamedTiming model{.name = "lab", .timing = {}, .spread = spread};
  model.timing.boot = std::chrono::seconds{1};
  model.timing.variation.jitter = jitter;
  return model;
}

/// How long a chip boots three times, which shows its factor and its jitter.
using Boots = std::array<microseconds, 3>;

Boots boots_of(const sim::Timing& timing) {
  sim::ChipTime time{timing};
  Boots boots{};
  std::ranges::generate(boots, [&] { return time.boot(); });
  return boots;
}

TEST(Timings, AreFoundByName) {
  EXPECT_EQ(find_timing("measured").timing.commands, sim::measured_timing().commands);
  EXPECT_EQ(find_timing("measured").name, "measured");
  EXPECT_EQ(find_timing("none").timing.boot, microseconds{0});
  EXPECT_EQ(default_timing().name, "typical");
  EXPECT_EQ(default_timing().timing.commands, find_timing("typical").timing.commands);
}

TEST(Timings, AreFoundByFile) {
  const TimingFile file{
      R"({"name": "lab", "boot_us": 1, "wake_us": 2, "refusal_us": 3, "default_us": 4})"};
  const auto model = find_timing(file.path());
  EXPECT_EQ(model.name, "lab");
  EXPECT_EQ(model.timing.boot, microseconds{1});
  EXPECT_EQ(model.timing.commands.front(), microseconds{4});
}

TEST(Timings, AreRefusedWithWhatIsKnown) {
  EXPECT_EQ(
      refusal_of("swift"),
      "model of time 'swift' is neither built in (typical, vendor, measured, none) nor a file");
  EXPECT_THAT(refusal_of(""), HasSubstr("typical, vendor, measured, none"));
  EXPECT_THAT(refusal_of("/"), HasSubstr("model of time '/' is a directory"));
}

TEST(Timings, AreRefusedByTheirField) {
  const TimingFile wrong{R"({"name": "lab"})"};
  EXPECT_EQ(refusal_of(wrong.path()), "model of time '" + wrong.path() + "': boot_us: is missing");
  const TimingFile long_one{std::string(profile_json::kMaxTimingSize + 1, ' ')};
  EXPECT_THAT(refusal_of(long_one.path()), HasSubstr("is longer than 65536 bytes"));
}

TEST(DrawnTiming, IsExactIfTheModelIs) {
  const Boots exact{std::chrono::seconds{1}, std::chrono::seconds{1}, std::chrono::seconds{1}};
  EXPECT_EQ(boots_of(draw_timing(model_with(0, 0), 1, 0)), exact);
  EXPECT_EQ(boots_of(draw_timing(model_with(0, 0), {}, 0)), exact);
}

TEST(DrawnTiming, IsTheSameForTheSameSeedAndNumber) {
  const auto boots = [](std::uint64_t seed, std::size_t number) {
    return boots_of(draw_timing(model_with(500, 200), seed, number));
  };
  EXPECT_EQ(boots(1, 0), boots(1, 0));
  EXPECT_EQ(boots(1, 7), boots(1, 7));
  EXPECT_NE(boots(1, 0), boots(1, 1));
  EXPECT_NE(boots(1, 0), boots(2, 0));
}

// Computed with sha256sum and openssl: the first eight bytes, little-endian, of the random numbers
// that SeededRng describes, with label "time 0"; modulo 1,001, plus 500.
TEST(DrawnTiming, StaysTheSameFromVersionToVersion) {
  EXPECT_EQ(draw_timing(model_with(500, 0), 1, 0).variation.factor, 632U);
  EXPECT_EQ(draw_timing(model_with(500, 0), 6, 0).variation.factor, 1466U);
}

TEST(DrawnTiming, GoesThroughTheWholeSpreadAndNoFurther) {
  std::set<microseconds> seen;
  for (std::size_t number = 0; number < 200; ++number) {
    seen.insert(boots_of(draw_timing(model_with(2, 0), 1, number)).front());
  }
  EXPECT_THAT(seen, testing::ElementsAre(microseconds{998'000}, microseconds{999'000},
                                         microseconds{1'000'000}, microseconds{1'001'000},
                                         microseconds{1'002'000}));
}

TEST(DrawnTiming, JittersApartFromOtherChips) {
  const auto of = [](std::size_t number) {
    return boots_of(draw_timing(model_with(0, 200), 1, number));
  };
  EXPECT_NE(of(0), of(1));
}

TEST(DrawnTiming, DiffersEachTimeWithoutASeed) {
  std::set<microseconds> seen;
  for (int i = 0; i < 20; ++i) {
    seen.insert(boots_of(draw_timing(model_with(500, 0), {}, 0)).front());
  }
  EXPECT_GT(seen.size(), 1U);
}

}  // namespace
}  // namespace stsafe::devices::timings_test
