#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "tests/random_sequences/life.h"
#include "tests/random_sequences/medium.h"

// Random lives of a chip, held to a model: what it answers, what it tells of its state after each
// step, and what is left after power cuts.

namespace rc {

template <>
struct Arbitrary<stsafe::random_sequences::Operation> {
  static auto arbitrary() {
    using namespace stsafe::random_sequences;
    const auto any = gen::map(gen::inRange<std::size_t>(0, kNames.size()),
                              [](std::size_t number) { return static_cast<Kind>(number); });
    // What only shows something several times, or after one another.
    const auto some =
        gen::element(Kind::kVerifyPassword, Kind::kPutLifeCycle, Kind::kDecrement,
                     Kind::kPutSymmetricControl, Kind::kWriteSymmetricKey, Kind::kEraseSymmetricKey,
                     Kind::kEncrypt, Kind::kGenerateKeyPair, Kind::kGenerateSignature);
    const auto kinds = gen::weightedOneOf<Kind>({{3, any}, {2, some}});
    const auto cuts = gen::weightedOneOf<int>({{2, gen::just(kNoCut)}, {1, gen::inRange(0, 8)}});
    // The whole range from the first sequence on, and not only small numbers.
    return gen::resize(
        kNominalSize,
        gen::build<Operation>(
            gen::set(&Operation::kind, kinds),
            gen::set(&Operation::what, gen::inRange<std::uint8_t>(0, 4)),
            gen::set(&Operation::how, gen::inRange<std::uint8_t>(0, 60)),
            gen::set(&Operation::sealing,
                     gen::weightedElement<Sealing>(
                         {{6, Sealing::kNone}, {3, Sealing::kRight}, {1, Sealing::kWrongMac}})),
            gen::set(&Operation::cut, cuts)));
  }
};

}  // namespace rc

namespace stsafe::random_sequences {
namespace {

/// Same seed, same run. RC_PARAMS in the environment takes the place of these parameters; what was
/// used is printed, and with a failure what reproduces it.
constexpr const char* kParameters = "seed=1 max_success=250 max_size=150";

class RandomSequences : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    has_these_parameters_ = ::setenv("RC_PARAMS", kParameters, 0) == 0 &&
                            std::string_view{std::getenv("RC_PARAMS")} == kParameters;
  }

  template <class Medium>
  void check(const std::string& what) {
    EXPECT_TRUE(rc::check(what, [&](const std::vector<Operation>& operations) {
      Life<Medium> life{tally_};
      for (const auto& operation : operations) life.live(operation);
    }));
  }
  /// Unless somebody chose other parameters, enough must have happened.
  void expect_that_enough_happened() const {
    if (!has_these_parameters_) return;
    EXPECT_GT(tally_.num_old, 50);
    EXPECT_GT(tally_.num_new, 50);
    std::set<Status> all;
    for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
      const auto found = tally_.answers.find(static_cast<Kind>(kind));
      if (found != tally_.answers.end()) all.insert(found->second.begin(), found->second.end());
      const bool can_succeed = kNames[kind] != "power cycle" && kNames[kind] != "damaged frame" &&
                               kNames[kind] != "unknown command";
      EXPECT_EQ(found != tally_.answers.end() && found->second.contains(Status::kOk), can_succeed)
          << kNames[kind];
    }
    for (const auto status :
         {Status::kCommunicationError, Status::kInconsistentCommandData, Status::kValueOutOfRange,
          Status::kCommandCodeNotSupported, Status::kSessionError, Status::kKeyNotFound,
          Status::kKeyBlocked, Status::kWrongKeyType, Status::kInvalidLifeCycleState,
          Status::kEntryNotFound, Status::kAccessConditionNotSatisfied, Status::kWrongZoneType,
          Status::kCounterLimitExceeded, Status::kInvalidCMac, Status::kPasswordBlocked,
          Status::kCommandNotAuthorized}) {
      EXPECT_TRUE(all.contains(status)) << name(status);
    }
  }

 private:
  static bool has_these_parameters_;
  Tally tally_;
};
bool RandomSequences::has_these_parameters_ = false;

TEST_F(RandomSequences, AreAnsweredAsTheModelSays) {
  check<Memory>("a chip in memory");
  expect_that_enough_happened();
}

TEST_F(RandomSequences, SurvivePowerCutsInsideAFile) {
  check<SqliteFile>("a chip in a file");
  expect_that_enough_happened();
}

}  // namespace
}  // namespace stsafe::random_sequences
