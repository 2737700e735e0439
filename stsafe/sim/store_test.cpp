#include "stsafe/sim/store.h"

#include <gtest/gtest.h>

#include "tests/support/random_state.h"

namespace stsafe::sim::store_test {
namespace {

using testing_support::all_records;
using testing_support::encoded;
using testing_support::randomise;

class StoredRecords : public testing::Test {
 protected:
  StoredRecords() {
    randomise(old_, 1);
    randomise(changed_, 2);
    EXPECT_TRUE(store_.create(old_));
  }

  MemoryStore store_;
  Nvm old_;
  Nvm changed_;
};

TEST(EmptyStore, SaysSo) {
  MemoryStore store;
  Nvm state;
  EXPECT_TRUE(store.load(state).failed_with(StoreError::kEmpty));
}

TEST_F(StoredRecords, GivesBackWhatWasCreated) {
  Nvm loaded;
  randomise(loaded, 3);
  ASSERT_TRUE(store_.load(loaded));
  EXPECT_EQ(encoded(loaded), encoded(old_));
}

TEST_F(StoredRecords, CommitsWhatIsNamedAndNothingElse) {
  for (const auto named : all_records()) {
    ASSERT_TRUE(store_.create(old_));
    ASSERT_TRUE(store_.commit(changed_, std::array{named}));
    Nvm loaded;
    ASSERT_TRUE(store_.load(loaded));
    for (const auto record : all_records()) {
      EXPECT_EQ(encoded(loaded, record), encoded(record == named ? changed_ : old_, record))
          << "record " << int{std::to_underlying(record.kind)} << ' ' << int{record.index};
    }
  }
}

TEST_F(StoredRecords, CommitsNothingIfNothingIsNamed) {
  ASSERT_TRUE(store_.commit(changed_, {}));
  Nvm loaded;
  ASSERT_TRUE(store_.load(loaded));
  EXPECT_EQ(encoded(loaded), encoded(old_));
}

TEST_F(StoredRecords, RefusesAStateThatNoDeviceHas) {
  changed_.life_cycle = static_cast<wire::LifeCycle>(0x55);
  EXPECT_TRUE(store_.commit(changed_, std::array{RecordId{RecordKind::kLifeCycle}})
                  .failed_with(StoreError::kDamaged));
}

}  // namespace
}  // namespace stsafe::sim::store_test
