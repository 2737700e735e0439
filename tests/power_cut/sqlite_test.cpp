#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "ports/store_sqlite/sqlite_store.h"
#include "tests/power_cut/failing_store.h"
#include "tests/power_cut/fake_disk.h"
#include "tests/power_cut/session_cases.h"
#include "tests/power_cut/stores.h"
#include "tests/support/random_state.h"
#include "tests/support/source_tree.h"

// The power is cut inside SQLite, at every change to the medium: what is loaded afterwards is the
// old or the new state, and whatever was answered is there.
namespace stsafe::power_cut {
namespace {

using conformance::Bench;
using conformance::Cases;
using sim::Nvm;
using sim::StoreError;
using store_sqlite::Database;
using store_sqlite::SqliteStore;
using testing_support::all_records;
using testing_support::encoded;
using Bytes = std::vector<std::byte>;

constexpr const char* kFile = "device.db";
const std::string kJournal = "device.db-wal";

/// What a device finds in these files: no bytes if nothing was ever stored.
Bytes loaded(const Files& files) {
  FakeDisk disk{files};
  SqliteStore store{kFile, disk.vfs()};
  Nvm state;
  const auto done = store.load(state);
  if (done.failed_with(StoreError::kEmpty)) return {};
  EXPECT_TRUE(done) << store.detail();
  return encoded(state);
}

/// Runs `work` on the same files again and again, each time with a power cut at the next change to
/// the medium, until it ends without. Calls `check` with every way in which the files can be left.
/// Returns how many cuts there were.
template <class Work, class Check>
int cut_everywhere(const Files& before, std::uint32_t num_mixed, Work work, Check check) {
  for (int operation = 0;; ++operation) {
    FakeDisk disk{before};
    disk.cut_after(operation);
    const auto outcome = work(disk);
    const bool was_cut = !disk.has_power();
    for (const auto fate : Fate::several(num_mixed)) {
      SCOPED_TRACE("operation " + std::to_string(operation) + ", fate " +
                   std::to_string(static_cast<int>(fate.kind)) + "/" + std::to_string(fate.seed));
      check(outcome, disk.left(fate));
      if (testing::Test::HasFailure()) return operation;
    }
    if (!was_cut) return operation;
  }
}

class SqlitePower : public testing::Test {
 protected:
  SqlitePower() {
    testing_support::randomise(old_, 1);
    testing_support::randomise(new_, 2);
  }

  /// Files with the old state.
  Files created() const {
    FakeDisk disk;
    {
      SqliteStore store{kFile, disk.vfs()};
      EXPECT_TRUE(store.create(old_)) << store.detail();
    }
    return disk.left({Fate::Kind::kLost});
  }

  Nvm old_;
  Nvm new_;
};

TEST_F(SqlitePower, CutWhileCreatingLeavesNothingOrAll) {
  const auto create = [&](FakeDisk& disk) {
    return static_cast<bool>(SqliteStore{kFile, disk.vfs()}.create(new_));
  };
  const auto num_cuts = cut_everywhere({}, 16, create, [&](bool was_stored, const Files& files) {
    const auto found = loaded(files);
    EXPECT_TRUE(found == encoded(new_) || (!was_stored && found.empty()));
    FakeDisk disk{files};
    SqliteStore again{kFile, disk.vfs()};
    EXPECT_TRUE(again.create(old_)) << again.detail();
  });
  EXPECT_GT(num_cuts, 20);
}

TEST_F(SqlitePower, CutWhileCommittingLeavesTheOldOrTheNewState) {
  const auto before = created();
  ASSERT_EQ(loaded(before), encoded(old_));
  const auto all = all_records();
  for (const std::size_t num_records : {std::size_t{1}, std::size_t{3}, all.size()}) {
    const auto changed = std::span{all}.last(num_records);
    Nvm next;
    ASSERT_TRUE(sim::copy_all(old_, next));
    ASSERT_TRUE(sim::copy_records(new_, changed, next));
    const auto commit = [&](FakeDisk& disk) {
      return static_cast<bool>(SqliteStore{kFile, disk.vfs()}.commit(next, changed));
    };
    const auto num_cuts =
        cut_everywhere(before, 16, commit, [&](bool was_stored, const Files& files) {
          const auto found = loaded(files);
          EXPECT_TRUE(found == encoded(next) || (!was_stored && found == encoded(old_)));
        });
    EXPECT_GT(num_cuts, 10);
  }
}

// Commits go to the journal until it has a thousand pages; then they are copied into the file.
TEST_F(SqlitePower, CutWhileTheJournalIsCopiedLosesNothing) {
  constexpr std::size_t kAlmostFull = 990 * 4096;
  Files before;
  {
    FakeDisk disk{created()};
    SqliteStore store{kFile, disk.vfs()};
    bool is_new = false;
    while (disk.size_of(kJournal) < kAlmostFull) {
      is_new = !is_new;
      ASSERT_TRUE(store.commit(is_new ? new_ : old_, all_records())) << store.detail();
    }
    ASSERT_TRUE(store.commit(old_, all_records()));
    before = disk.left({Fate::Kind::kLost});
  }
  const auto work = [&](FakeDisk& disk) {
    int num_stored = 0;
    SqliteStore store{kFile, disk.vfs()};
    for (const auto* next : {&new_, &old_, &new_}) {
      if (!store.commit(*next, all_records())) break;
      ++num_stored;
    }
    const bool is_copied = disk.left({Fate::Kind::kLost})[kFile] != before[kFile];
    EXPECT_TRUE(is_copied || num_stored < 3) << "the journal was not full";
    return num_stored;
  };
  const std::array states{encoded(old_), encoded(new_)};
  const auto num_cuts = cut_everywhere(before, 2, work, [&](int num_stored, const Files& files) {
    const auto found = loaded(files);
    const auto& last = states[static_cast<std::size_t>(num_stored) % 2];
    const auto& next = states[static_cast<std::size_t>(num_stored + 1) % 2];
    EXPECT_TRUE(found == last || (num_stored < 3 && found == next));
  });
  EXPECT_GT(num_cuts, 30);
}

TEST_F(SqlitePower, CutWhileUpgradingLeavesAFileThatStillLoads) {
  std::ifstream in{testing_support::source_tree() / "ports/store_sqlite/files/device_v1.sql"};
  const std::string sql{std::istreambuf_iterator<char>{in}, {}};
  FakeDisk old_disk;
  {
    Database database;
    ASSERT_EQ(database.open(kFile, old_disk.vfs()), SQLITE_OK);
    // No shared memory here: only the journal mode of one connection alone works.
    ASSERT_EQ(database.run("PRAGMA locking_mode = EXCLUSIVE"), SQLITE_OK);
    ASSERT_EQ(database.run(sql.c_str()), SQLITE_OK) << database.error_text();
  }
  const auto before = old_disk.left({Fate::Kind::kLost});
  const auto expected = loaded(before);
  ASSERT_FALSE(expected.empty());
  const auto upgrade = [](FakeDisk& disk) {
    return static_cast<bool>(SqliteStore{kFile, disk.vfs()}.open());
  };
  const auto num_cuts =
      cut_everywhere(before, 16, upgrade, [&](bool was_upgraded, const Files& files) {
        if (was_upgraded) {
          FakeDisk disk{files};
          Database database;
          ASSERT_EQ(database.open(kFile, disk.vfs()), SQLITE_OK);
          ASSERT_EQ(database.run("PRAGMA locking_mode = EXCLUSIVE"), SQLITE_OK);
          EXPECT_EQ(database.query_number("PRAGMA user_version", -1), store_sqlite::kSchemaVersion);
        }
        EXPECT_EQ(loaded(files), expected);
      });
  EXPECT_GT(num_cuts, 20);
}

/// The case of a command that changes most records.
template <wire::Command C>
const Case& largest_case() {
  const Case* largest = nullptr;
  std::size_t most = 0;
  for (const auto& what : Cases<C>::kAll) {
    if (what.status != Status::kOk) continue;
    FailingStore store;
    Bench bench{store, what.state};
    const auto frame = conformance::frame_of(bench, what);
    const auto old_state = encoded(bench.chip().stored());
    const auto operations = store.num_operations();
    EXPECT_FALSE(bench.chip().answer(frame).empty());
    const bool is_stored = store.num_operations() > operations;
    if (!is_stored || store.committed().size() <= most) continue;
    if (encoded(bench.chip().stored()) == old_state) continue;
    most = store.committed().size();
    largest = &what;
  }
  EXPECT_NE(largest, nullptr) << C::kName;
  return largest != nullptr ? *largest : Cases<C>::kAll.front();
}

struct Sample {
  std::string name;
  const Case* what;
};

/// One case of each command that stores something, and some in the host session: the others differ
/// in what they store, not in how.
std::vector<Sample> samples() {
  std::vector<Sample> all;
  wire::for_each_command([&]<wire::Command C>() {
    if (!Stores<C>::kinds().empty()) all.push_back({std::string{C::kName}, &largest_case<C>()});
  });
  for (const auto& what : kSessionCases) {
    all.push_back({std::string{what.name} + "_InTheHostSession", &what});
  }
  return all;
}

// From the command to its answer; the store is made before.
TEST(SqlitePowerOfCommands, CutLeavesTheOldOrTheNewState) {
  for (const auto& sample : samples()) {
    SCOPED_TRACE(sample.name);
    int num_cuts = 0;
    for (bool was_cut = true; was_cut; ++num_cuts) {
      FakeDisk disk;
      SqliteStore store{kFile, disk.vfs()};
      Bench bench{store, sample.what->state};
      const auto frame = conformance::frame_of(bench, *sample.what);
      const auto old_state = encoded(bench.chip().stored());
      disk.cut_after(num_cuts);
      const bool was_answered = !bench.chip().answer(frame).empty();
      was_cut = !disk.has_power();
      EXPECT_EQ(was_answered, !was_cut);
      const auto new_state = encoded(bench.chip().stored());
      EXPECT_TRUE(new_state != old_state);
      for (const auto fate : Fate::several(4)) {
        const auto found = loaded(disk.left(fate));
        EXPECT_TRUE(found == new_state || (!was_answered && found == old_state))
            << "operation " << num_cuts << ", fate " << static_cast<int>(fate.kind) << "/"
            << fate.seed;
      }
    }
    EXPECT_GT(num_cuts, 3);
  }
}

}  // namespace
}  // namespace stsafe::power_cut
