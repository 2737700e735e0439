#include "ports/store_sqlite/sqlite_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "stsafe/base/hex.h"
#include "tests/support/random_state.h"
#include "tests/support/source_tree.h"

namespace stsafe::store_sqlite {
namespace {

using sim::Nvm;
using sim::RecordId;
using sim::RecordKind;
using sim::StoreError;
using testing_support::all_records;
using testing_support::encoded;
using testing_support::randomise;

/// A folder of its own for each test.
class StoredFile : public testing::Test {
 protected:
  StoredFile() {
    std::string name = (std::filesystem::temp_directory_path() / "store_XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    file_ = (folder_ / "device.db").string();
    randomise(state_, 1);
    randomise(changed_, 2);
  }
  ~StoredFile() override { std::filesystem::remove_all(folder_); }

  void create() {
    SqliteStore store{file_};
    ASSERT_TRUE(store.create(state_)) << store.detail();
  }
  /// Changes the file behind the store's back.
  void run(const std::string& sql) const {
    Database database;
    ASSERT_EQ(database.open(file_, ""), SQLITE_OK);
    ASSERT_EQ(database.run(sql.c_str()), SQLITE_OK) << database.error_text();
  }
  std::int64_t number(std::string_view sql) const {
    Database database;
    EXPECT_EQ(database.open(file_, ""), SQLITE_OK);
    return database.query_number(sql, -1);
  }
  /// What loading the file fails with; `detail` must say.
  StoreError load_error(std::string_view detail) const {
    SqliteStore store{file_};
    Nvm state;
    const auto loaded = store.load(state);
    EXPECT_FALSE(loaded);
    EXPECT_NE(store.detail().find(detail), std::string::npos) << store.detail();
    EXPECT_EQ(encoded(state), encoded(Nvm{})) << "a state that was read half";
    return loaded.error();
  }
  std::string content(const std::string& name) const {
    std::ifstream in{name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  std::filesystem::path folder_;
  std::string file_;
  Nvm state_;
  Nvm changed_;
};

TEST_F(StoredFile, IsEmptyAtFirst) {
  SqliteStore store{file_};
  Nvm state;
  EXPECT_TRUE(store.load(state).failed_with(StoreError::kEmpty));
  EXPECT_TRUE(store.load(state).failed_with(StoreError::kEmpty));
  EXPECT_TRUE(store.create(state_));
  EXPECT_TRUE(store.load(state));
}

TEST_F(StoredFile, GivesBackWhatWasCreated) {
  create();
  SqliteStore store{file_};
  Nvm loaded;
  ASSERT_TRUE(store.load(loaded)) << store.detail();
  EXPECT_EQ(encoded(loaded), encoded(state_));
}

TEST_F(StoredFile, CommitsWhatIsNamedAndNothingElse) {
  SqliteStore store{file_};
  for (const auto named : all_records()) {
    ASSERT_TRUE(store.create(state_));
    ASSERT_TRUE(store.commit(changed_, std::array{named}));
    Nvm loaded;
    ASSERT_TRUE(store.load(loaded));
    for (const auto record : all_records()) {
      EXPECT_EQ(encoded(loaded, record), encoded(record == named ? changed_ : state_, record));
    }
  }
}

TEST_F(StoredFile, CommitsSeveralRecordsAtOnceAndForEver) {
  create();
  {
    SqliteStore store{file_};
    ASSERT_TRUE(store.commit(changed_, all_records())) << store.detail();
  }
  SqliteStore store{file_};
  Nvm loaded;
  ASSERT_TRUE(store.load(loaded));
  EXPECT_EQ(encoded(loaded), encoded(changed_));
}

TEST_F(StoredFile, CommitsAllOrNothing) {
  SqliteStore store{file_};
  ASSERT_TRUE(store.create(state_));
  const std::array records{RecordId{RecordKind::kHostKey}, RecordId{RecordKind::kIdentity, 9}};
  EXPECT_TRUE(store.commit(changed_, records).failed_with(StoreError::kDamaged));
  Nvm loaded;
  ASSERT_TRUE(store.load(loaded)) << store.detail();
  EXPECT_EQ(encoded(loaded), encoded(state_));
}

TEST_F(StoredFile, CannotCommitBeforeItIsCreated) {
  SqliteStore store{file_};
  EXPECT_TRUE(store.commit(state_, all_records()).failed_with(StoreError::kUnavailable));
}

TEST_F(StoredFile, IsItsOwnersAlone) {
  const auto old_mask = ::umask(0);
  {
    std::ofstream{file_};
  }  // as if somebody had made it for all to read
  SqliteStore store{file_};
  EXPECT_TRUE(store.create(state_));
  ::umask(old_mask);
  for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
    EXPECT_EQ(entry.status().permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << entry.path();
  }
}

TEST_F(StoredFile, HasTheDocumentedSettings) {
  create();
  EXPECT_EQ(number("PRAGMA user_version"), kSchemaVersion);
  EXPECT_EQ(number("PRAGMA application_id"), 0x53545341);
  EXPECT_EQ(number("SELECT count(*) FROM record"), sim::kNumRecords);
  EXPECT_EQ(number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
}

TEST_F(StoredFile, KeepsNoKeyThatWasErased) {
  constexpr auto kKey = "5A01C3F29B7E44D8A05CE3117F6620B9"_hex;
  const std::string key{reinterpret_cast<const char*>(kKey.data()), kKey.size()};
  auto& slot = state_.symmetric[3];
  copy_bytes(kKey, slot.value.prepare(kKey.size()));
  create();
  EXPECT_NE(content(file_).find(key), std::string::npos);
  slot.clear();
  {
    SqliteStore store{file_};
    ASSERT_TRUE(store.commit(state_, std::array{RecordId{RecordKind::kSymmetricSlot, 3}}));
  }
  EXPECT_EQ(content(file_).find(key), std::string::npos);
}

TEST_F(StoredFile, BelongsToOneObjectAtATime) {
  SqliteStore first{file_};
  ASSERT_TRUE(first.create(state_));
  SqliteStore second{file_};
  Nvm state;
  EXPECT_TRUE(second.load(state).failed_with(StoreError::kInUse));
  EXPECT_TRUE(second.create(state_).failed_with(StoreError::kInUse));
  EXPECT_TRUE(first.commit(changed_, all_records())) << "the owner is not disturbed";
}

TEST_F(StoredFile, IsFreeWhenItsOwnerIsGone) {
  create();
  SqliteStore second{file_};
  Nvm state;
  EXPECT_TRUE(second.load(state));
}

/// Another process, begun before this one opens anything (a later child would inherit what SQLite
/// knows of this process's locks). It loads the file each time it is asked to.
class OtherProcess {
 public:
  explicit OtherProcess(const std::string& file) {
    EXPECT_EQ(::pipe(ask_.data()), 0);
    EXPECT_EQ(::pipe(answer_.data()), 0);
    child_ = ::fork();
    if (child_ != 0) return;
    ::close(ask_[1]);
    char order = 0;
    while (::read(ask_[0], &order, 1) == 1) {
      SqliteStore store{file};
      Nvm state;
      const auto error = static_cast<char>(store.load(state).error());
      if (::write(answer_[1], &error, 1) != 1) break;
    }
    ::_exit(0);
  }
  ~OtherProcess() {
    for (const int end : {ask_[0], ask_[1], answer_[0], answer_[1]}) ::close(end);
    EXPECT_EQ(::waitpid(child_, nullptr, 0), child_);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  /// What its attempt to load ends with; StoreError{} is success.
  StoreError load() const {
    char byte = 0;
    EXPECT_EQ(::write(ask_[1], &byte, 1), 1);
    EXPECT_EQ(::read(answer_[0], &byte, 1), 1);
    return static_cast<StoreError>(byte);
  }

 private:
  std::array<int, 2> ask_{};
  std::array<int, 2> answer_{};
  ::pid_t child_ = -1;
};

TEST_F(StoredFile, IsRefusedToAnotherProcess) {
  const OtherProcess other{file_};
  {
    SqliteStore store{file_};
    Nvm state;
    ASSERT_TRUE(store.load(state).failed_with(StoreError::kEmpty));
    EXPECT_EQ(other.load(), StoreError::kInUse) << "before it is created";
    ASSERT_TRUE(store.create(state_));
    EXPECT_EQ(other.load(), StoreError::kInUse);
    ASSERT_TRUE(store.commit(changed_, all_records()));
    EXPECT_EQ(other.load(), StoreError::kInUse);
    ASSERT_TRUE(store.load(state)) << "the owner is not disturbed";
  }
  EXPECT_EQ(other.load(), StoreError{});
}

TEST_F(StoredFile, SurvivesAProcessThatIsKilled) {
  create();
  const auto child = ::fork();
  if (child == 0) {
    SqliteStore store{file_};
    if (!store.commit(changed_, all_records())) ::_exit(1);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  SqliteStore store{file_};
  Nvm loaded;
  ASSERT_TRUE(store.load(loaded)) << store.detail();
  EXPECT_EQ(encoded(loaded), encoded(changed_));
}

TEST_F(StoredFile, ThatCannotBeOpenedSaysWhy) {
  file_ = (folder_ / "missing" / "device.db").string();
  EXPECT_EQ(load_error("No such file"), StoreError::kUnavailable);
  file_ = folder_.string();
  EXPECT_EQ(load_error("unable to open"), StoreError::kUnavailable);
  EXPECT_EQ(std::filesystem::status(folder_).permissions(), std::filesystem::perms::owner_all)
      << "the folder is left alone";
}

TEST_F(StoredFile, OfALaterVersionIsRefusedAndLeftAlone) {
  create();
  run("PRAGMA user_version = 3");
  const auto before = content(file_);
  EXPECT_EQ(load_error("schema version 3"), StoreError::kTooNew);
  EXPECT_EQ(content(file_), before);
  EXPECT_EQ(number("PRAGMA user_version"), 3);
}

TEST_F(StoredFile, OfAnotherProgramIsRefusedAndLeftAlone) {
  run("CREATE TABLE record(colour TEXT)");
  std::filesystem::permissions(file_, std::filesystem::perms{0644});
  const auto before = content(file_);
  EXPECT_EQ(load_error("another program's"), StoreError::kDamaged);
  EXPECT_EQ(content(file_), before);
  EXPECT_EQ(std::filesystem::status(file_).permissions(), std::filesystem::perms{0644});
}

TEST_F(StoredFile, ThatIsNoDatabaseIsRefusedAndLeftAlone) {
  const std::string text(5000, 'x');
  {
    std::ofstream{file_} << text;
  }
  EXPECT_EQ(load_error("not a database"), StoreError::kDamaged);
  EXPECT_EQ(content(file_), text);
}

TEST_F(StoredFile, WithADamagedRecordIsRefused) {
  struct Damage {
    const char* sql;
    const char* detail;
  };
  for (const auto& [sql, detail] : {
           Damage{"UPDATE record SET bytes = x'0184' WHERE kind = 2", "record 2/0 has a wrong"},
           Damage{"UPDATE record SET crc = crc + 1 WHERE kind = 5", "record 5/0 has a wrong"},
           Damage{"UPDATE record SET idx = 99 WHERE kind = 7 AND idx = 3", "record 7/99 does not"},
           Damage{"UPDATE record SET kind = 255 WHERE kind = 2", "record 255/0 does not"},
           Damage{"UPDATE record SET kind = 258 WHERE kind = 2", "record 258/0 does not"},
           Damage{"UPDATE record SET kind = -1 WHERE kind = 2", "record -1/0 does not"},
           Damage{"UPDATE record SET bytes = zeroblob(70000) WHERE kind = 2",
                  "record 2/0 does not"},
           Damage{"DELETE FROM record WHERE kind = 1", "kind 1 are missing"},
           Damage{"DELETE FROM record WHERE kind = 7 AND idx = 15", "kind 7 are missing"},
           Damage{"DROP TABLE record", "no such table"},
           Damage{"ALTER TABLE record RENAME COLUMN crc TO sum", "no such column"},
       }) {
    create();
    run(sql);
    EXPECT_EQ(load_error(detail), StoreError::kDamaged) << sql;
    std::filesystem::remove(file_);
  }
}

TEST_F(StoredFile, WithADamagedPageIsRefusedInOneLine) {
  create();
  auto damaged = content(file_);
  // The number of cells of the second page, which has the records' first.
  damaged[4096 + 3] = '\x7F';
  std::ofstream{file_, std::ios::binary} << damaged;
  SqliteStore store{file_};
  Nvm state;
  EXPECT_TRUE(store.load(state).failed_with(StoreError::kDamaged));
  EXPECT_FALSE(store.detail().empty());
  EXPECT_EQ(store.detail().find('\n'), std::string::npos) << store.detail();
}

TEST_F(StoredFile, CutAnywhereIsRefusedOrWhole) {
  create();
  const auto whole = content(file_);
  for (std::size_t size = 1; size < whole.size(); size += 499) {
    {
      std::ofstream{file_, std::ios::binary} << whole.substr(0, size);
    }
    SqliteStore store{file_};
    Nvm state;
    EXPECT_FALSE(store.load(state)) << "cut to " << size;
  }
}

// Bytes are changed one at a time: whatever loads is what was stored.
TEST_F(StoredFile, ChangedAnywhereIsRefusedOrWhole) {
  create();
  const auto whole = content(file_);
  for (std::size_t at = 0; at < whole.size(); at += 61) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    {
      std::ofstream{file_, std::ios::binary} << damaged;
    }
    SqliteStore store{file_};
    Nvm state;
    if (!store.load(state)) continue;
    EXPECT_EQ(encoded(state), encoded(state_)) << "changed at " << at;
  }
}

// A kind of record that a file's writer did not know.
TEST_F(StoredFile, WithoutALaterKindGetsItFresh) {
  create();
  run("DELETE FROM record WHERE kind > 8");
  Nvm loaded;
  {
    SqliteStore store{file_};
    ASSERT_TRUE(store.load(loaded)) << store.detail();
  }
  const Nvm fresh;
  for (const auto record : all_records()) {
    const auto& expected = record.kind > RecordKind::kTableSizes ? fresh : state_;
    EXPECT_EQ(encoded(loaded, record), encoded(expected, record));
  }
  EXPECT_EQ(number("SELECT count(*) FROM record"), sim::kNumRecords);
}

/// Turns the SQL text of an old file into that file.
class OldFile : public StoredFile {
 protected:
  void restore(const std::string& name) {
    const auto sql = content(testing_support::source_tree() / "ports/store_sqlite/files" / name);
    ASSERT_FALSE(sql.empty());
    run(sql);
  }
};

TEST_F(OldFile, OfVersion1StillLoads) {
  restore("device_v1.sql");
  Nvm loaded;
  {
    SqliteStore store{file_};
    ASSERT_TRUE(store.load(loaded)) << store.detail();
  }
  EXPECT_EQ(loaded.i2c.address, 0x20);
  EXPECT_EQ(loaded.life_cycle, wire::LifeCycle::kOperational);
  EXPECT_EQ(loaded.commands.num_rules, 2U);
  EXPECT_EQ(loaded.num_symmetric_slots, 16U);
  EXPECT_EQ(loaded.host_key.counter.raw(), 0x2A);
  EXPECT_TRUE(std::ranges::equal(loaded.host_key.keys.mac.reveal(),
                                 "00112233445566778899AABBCCDDEEFF"_hex));
  EXPECT_TRUE(loaded.symmetric[2].present);
  EXPECT_EQ(loaded.symmetric[2].counter, 0x102U);
  EXPECT_EQ(loaded.symmetric_control[5].flags, 0x02);
  EXPECT_EQ(number("PRAGMA user_version"), kSchemaVersion) << "it was upgraded";
  SqliteStore store{file_};
  Nvm again;
  ASSERT_TRUE(store.load(again)) << store.detail();
  EXPECT_EQ(encoded(again), encoded(loaded));
}

TEST_F(OldFile, OfVersion2StillLoads) {
  restore("device_v2.sql");
  SqliteStore store{file_};
  Nvm loaded;
  ASSERT_TRUE(store.load(loaded)) << store.detail();
  EXPECT_EQ(loaded.host_key.counter.raw(), 6U);
  EXPECT_EQ(loaded.host_key_control.flags, 0x0A);
  EXPECT_EQ(loaded.symmetric_control[3].flags, 0x0A);
  EXPECT_TRUE(
      std::ranges::equal(loaded.symmetric[3].value.reveal(),
                         "754DCE14CDB4E88BE94A05FD583A129EB80552904F37BCF0676248BFB8EFF0D0"_hex));
  EXPECT_EQ(loaded.num_private_keys, 5U);
  EXPECT_TRUE(loaded.private_keys[0].pair.present);
  EXPECT_EQ(loaded.num_public_keys, 4U);
  EXPECT_EQ(loaded.zones[wire::ZoneNumber{5}].counter.raw(), 0xFFFFFFFF);
  // The certificate.
  EXPECT_TRUE(std::ranges::equal(loaded.zones.data(wire::ZoneNumber{0}).first(4), "30820198"_hex));
  EXPECT_EQ(loaded.password.remaining_tries, 3);
}

TEST_F(OldFile, ThatIsDamagedIsRefusedAndLeftAlone) {
  restore("device_v1.sql");
  run("DELETE FROM record WHERE kind = 3");
  const auto before = number("SELECT count(*) FROM record");
  EXPECT_EQ(load_error("kind 3 are missing"), StoreError::kDamaged);
  EXPECT_EQ(number("PRAGMA user_version"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM record"), before);
}

}  // namespace
}  // namespace stsafe::store_sqlite
