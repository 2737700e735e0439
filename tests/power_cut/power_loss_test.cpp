#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/power_cut/failing_store.h"
#include "tests/power_cut/session_cases.h"
#include "tests/power_cut/stores.h"
#include "tests/support/random_state.h"

// A chip that loses its power while it stores something: afterwards its state is the old or the
// new one, and it has said nothing that is not true.
namespace stsafe::power_cut {
namespace {

using conformance::Bench;
using conformance::Bytes;
using conformance::bytes_of;
using conformance::Cases;
using sim::Device;
using sim::StoreError;

/// All that is stored.
auto description_of(const Device& chip) { return testing_support::encoded(chip.stored()); }

bool restart(Device& chip) {
  chip.power_off();
  return static_cast<bool>(chip.power_on());
}

/// A case of the conformance tables where it begins.
struct Begun {
  explicit Begun(const Case& what)
      : bench(store, what.state), frame(conformance::frame_of(bench, what)) {}

  FailingStore store;
  Bench bench;
  Device& chip = bench.chip();
  Bytes frame;
};

// The conformance tables show everything that stores.h says, and nothing else.
TEST(EveryCommand, StoresWhatItsLineSays) {
  wire::for_each_command([]<wire::Command C>() {
    std::set<Kind> stored;
    for (const auto& what : Cases<C>::kAll) {
      Begun begun{what};
      const bool is_protected =
          !begun.frame.empty() && (begun.frame[0] & wire::kProtectionBits) != std::byte{0};
      const auto operations = begun.store.num_operations();
      EXPECT_FALSE(begun.chip.answer(begun.frame).empty());
      if (begun.store.num_operations() == operations) continue;
      for (const auto record : begun.store.committed()) {
        const bool is_counter = is_protected && record.kind == Kind::kHostKey;
        if (!is_counter) stored.insert(record.kind);
      }
    }
    EXPECT_EQ(stored, Stores<C>::kinds()) << C::kName;
  });
}

/// Cases of one command, or those in the host session.
struct Family {
  std::string name;
  std::vector<Case> cases;
};

std::ostream& operator<<(std::ostream& out, const Family& family) { return out << family.name; }

/// Every command that stores something, and everything that is sent through the host session.
std::vector<Family> families() {
  std::vector<Family> families;
  Family session{"HostSession", {kSessionCases.begin(), kSessionCases.end()}};
  wire::for_each_command([&]<wire::Command C>() {
    const auto& cases = Cases<C>::kAll;
    if (!Stores<C>::kinds().empty()) {
      families.push_back({std::string{C::kName}, {cases.begin(), cases.end()}});
    }
    std::ranges::copy_if(cases, std::back_inserter(session.cases),
                         [](const Case& what) { return what.travel == Travel::kSealed; });
  });
  families.push_back(session);
  return families;
}

class PowerLoss : public testing::TestWithParam<Family> {
 protected:
  ~PowerLoss() override { EXPECT_GT(num_stored_, 0) << "no case stores anything"; }

  /// Begins each case; `check` says whether its command stored something.
  template <class Check>
  void for_each_case(Check check) {
    for (const auto& what : GetParam().cases) {
      SCOPED_TRACE(what.name);
      Begun begun{what};
      if (check(begun)) ++num_stored_;
    }
  }

 private:
  int num_stored_ = 0;
};

TEST_P(PowerLoss, NeverHappensAfterTheAnswer) {
  for_each_case([](Begun& begun) {
    const auto old_state = description_of(begun.chip);
    const auto operations = begun.store.num_operations();
    EXPECT_FALSE(begun.chip.answer(begun.frame).empty());
    const auto num_stored = begun.store.num_operations() - operations;
    EXPECT_LE(num_stored, 1) << "all or nothing needs one operation";
    const auto new_state = description_of(begun.chip);
    EXPECT_TRUE(num_stored > 0 || new_state == old_state);
    EXPECT_TRUE(restart(begun.chip));
    EXPECT_EQ(description_of(begun.chip), new_state);
    return num_stored > 0;
  });
}

TEST_P(PowerLoss, BeforeTheStoreLeavesTheOldState) {
  for_each_case([](Begun& begun) {
    const auto old_state = description_of(begun.chip);
    begun.store.fail_after(0, false);
    const auto answer = begun.chip.answer(begun.frame);
    EXPECT_EQ(answer.empty(), begun.store.has_failed());
    EXPECT_EQ(begun.chip.is_on(), !begun.store.has_failed());
    if (!begun.store.has_failed()) return false;
    EXPECT_TRUE(begun.chip.answer(bytes_of("00 61626364 90C2")).empty());
    begun.store.work();
    EXPECT_TRUE(restart(begun.chip));
    EXPECT_EQ(description_of(begun.chip), old_state);
    EXPECT_FALSE(begun.chip.answer(bytes_of("00 61626364 90C2")).empty());
    return true;
  });
}

TEST_P(PowerLoss, AfterTheStoreLeavesTheNewState) {
  for_each_case([](Begun& begun) {
    begun.store.fail_after(0, true);
    const auto answer = begun.chip.answer(begun.frame);
    EXPECT_EQ(answer.empty(), begun.store.has_failed());
    if (!begun.store.has_failed()) return false;
    const auto new_state = description_of(begun.chip);
    begun.store.work();
    EXPECT_TRUE(restart(begun.chip));
    EXPECT_EQ(description_of(begun.chip), new_state);
    return true;
  });
}

INSTANTIATE_TEST_SUITE_P(Commands, PowerLoss, testing::ValuesIn(families()),
                         [](const auto& family) { return family.param.name; });

TEST(WrongMac, IsCountedOrNotWithoutPower) {
  for (const bool takes_effect : {false, true}) {
    FailingStore store;
    Bench bench{store, conformance::host_keys, {.max_wrong_macs = 5}};
    auto frame = bytes_of("E0 01 00000000");
    store.fail_after(0, takes_effect);
    EXPECT_TRUE(bench.chip().answer(conformance::with_checksum(frame)).empty());
    store.work();
    ASSERT_TRUE(restart(bench.chip()));
    EXPECT_EQ(bench.chip().stored().host_key.num_wrong_macs, takes_effect ? 1 : 0);
    EXPECT_EQ(bench.counter(), 0U);
  }
}

// The same over a whole life: whatever operation fails, the chip ends where it was before or after
// one of its commands.
TEST(PowerLossAnywhere, LeavesAStateBetweenTwoCommands) {
  constexpr int kNumPuts = 5;
  int num_failed = 0;
  for (int operation = 0; operation < 2 * kNumPuts; ++operation) {
    for (const bool takes_effect : {false, true}) {
      FailingStore store;
      Bench bench{store};
      store.fail_after(operation, takes_effect);
      int num_answered = 0;
      for (std::uint8_t slot = 0; slot < kNumPuts; ++slot) {
        auto put = bytes_of("10 4B 00 02 FF FF");
        put[2] = std::byte{slot};
        if (!bench.chip().answer(conformance::with_checksum(put)).empty()) ++num_answered;
      }
      const bool has_failed = store.has_failed();
      store.work();
      ASSERT_TRUE(restart(bench.chip()));
      const auto num_stored = std::ranges::count(bench.chip().stored().symmetric_control, 0x02,
                                                 &wire::SlotControlFields::flags);
      const int unanswered = has_failed && takes_effect ? 1 : 0;
      EXPECT_EQ(num_stored, num_answered + unanswered);
      if (has_failed) ++num_failed;
    }
  }
  EXPECT_EQ(num_failed, 2 * kNumPuts);
}

TEST(PowerLossWhileStarting, LeavesTheChipOff) {
  FailingStore store;
  Bench bench{store};
  const auto state = description_of(bench.chip());
  store.fail_after(0, false);
  EXPECT_FALSE(restart(bench.chip()));
  EXPECT_FALSE(bench.chip().is_on());
  EXPECT_TRUE(bench.chip().answer(bytes_of("00 61626364 90C2")).empty());
  store.work();
  ASSERT_TRUE(restart(bench.chip()));
  EXPECT_EQ(description_of(bench.chip()), state);
}

TEST(FirstStart, FailsWithoutAStoreAndSucceedsLater) {
  conformance::RepeatedRandom random;
  crypto_openssl::OpensslCrypto crypto{random};
  for (const int operation : {0, 1}) {
    for (const bool takes_effect : {false, true}) {
      FailingStore store;
      Device chip{sim::spl05(), store, crypto.provider()};
      store.fail_after(operation, takes_effect);
      EXPECT_TRUE(chip.power_on().failed_with(StoreError::kUnavailable));
      EXPECT_FALSE(chip.is_on());
      store.work();
      ASSERT_TRUE(chip.power_on());
      EXPECT_EQ(chip.i2c_address(), 0x20);
    }
  }
}

}  // namespace
}  // namespace stsafe::power_cut
