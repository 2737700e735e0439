#include "ports/store_sqlite/sqlite_store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "stsafe/base/crc16.h"

namespace stsafe::store_sqlite {
namespace {

using sim::StoreError;

/// "STSA": tells our files from other programs' databases.
constexpr std::int64_t kApplicationId = 0x53545341;
constexpr ::mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

constexpr const char* kSchema = R"(
  DROP TABLE IF EXISTS record;
  CREATE TABLE record(kind INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL,
                      crc INTEGER NOT NULL, PRIMARY KEY(kind, idx)) STRICT, WITHOUT ROWID;
  PRAGMA application_id = 0x53545341;
  PRAGMA user_version = 2;
)";
static_assert(kSchemaVersion == 2 && kApplicationId == 0x53545341, "as in kSchema");
constexpr std::string_view kPut =
    "INSERT INTO record(kind, idx, bytes, crc) VALUES(?, ?, ?, ?) "
    "ON CONFLICT(kind, idx) DO UPDATE SET bytes = excluded.bytes, crc = excluded.crc";

/// How many numbers a RecordKind can have, and how many are kinds.
constexpr std::size_t kNumNumbers = 0x100;
constexpr auto kNumKinds = [] {
  std::int64_t num = 0;
  sim::for_each_record([&](sim::RecordId record) { num += record.index == 0 ? 1 : 0; });
  return num;
}();
/// The last of the kinds that every file has: those of the first schema version.
constexpr auto kLastFirstKind = sim::RecordKind::kTableSizes;

StoreError to_store_error(int sqlite_code) {
  switch (sqlite_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return StoreError::kInUse;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: return StoreError::kDamaged;  // other tables than ours
    default: return StoreError::kUnavailable;
  }
}

/// The checksum of a stored record: also right only in its own place.
std::uint16_t checksum(sim::RecordId record, ByteView bytes) {
  Fixed<2 + sim::kMaxRecordSize> covered;
  const WipeOnExit wiped{covered};
  covered[0] = static_cast<std::byte>(record.kind);
  covered[1] = static_cast<std::byte>(record.index);
  copy_bytes(bytes, ByteSpan{covered}.subspan(2));
  return crc16(ByteView{covered}.first(2 + bytes.size()));
}

/// Makes sure that the file exists; a new one is its owner's alone. Returns why not, or nothing.
/// An existing file is not opened here: closing it would drop SQLite's locks on it in this process.
std::string prepare_file(const std::string& file) {
  const int created = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (created < 0) return errno == EEXIST ? "" : std::strerror(errno);
  ::close(created);
  return {};
}

/// Makes the file its owner's alone, with the log that SQLite has beside it. Returns why not, or
/// nothing.
std::string make_private(const std::string& file) {
  if (::chmod(file.c_str(), kOwnerOnly) != 0) return std::strerror(errno);
  const auto log = file + "-wal";
  if (::chmod(log.c_str(), kOwnerOnly) != 0 && errno != ENOENT) return std::strerror(errno);
  return {};
}

}  // namespace

SqliteStore::SqliteStore(std::string file, std::string vfs)
    : file_(std::move(file)), vfs_(std::move(vfs)) {}

SqliteStore::~SqliteStore() = default;

SqliteStore::Done SqliteStore::open() {
  if (database_.is_open()) return {};
  detail_.clear();
  if (vfs_.empty()) {
    if (auto why = prepare_file(file_); !why.empty()) {
      return failed(StoreError::kUnavailable, std::move(why));
    }
  }
  if (const int opened = database_.open(file_, vfs_); opened != SQLITE_OK) return failed(opened);
  if (const auto configured = configure(); !configured) return configured;
  return check_contents();
}

/// Takes the file for this process and sets how it is written.
SqliteStore::Done SqliteStore::configure() {
  // Before the journal mode, which would change another program's file.
  const int locked = database_.run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF;");
  if (locked != SQLITE_OK) return failed(locked);
  const auto id = database_.query_number("PRAGMA application_id", -1);
  if (id < 0) return failed(database_.error_code());
  const auto num_tables = database_.query_number("SELECT count(*) FROM sqlite_schema", -1);
  if (num_tables < 0) return failed(database_.error_code());
  if (id != kApplicationId && (id != 0 || num_tables != 0)) {
    return failed(StoreError::kDamaged, "it is another program's database");
  }
  // Only now: whatever else may have been named, a folder or another program's file, is left alone.
  if (vfs_.empty()) {
    if (auto why = make_private(file_); !why.empty()) {
      return failed(StoreError::kUnavailable, std::move(why));
    }
  }
  auto journal = database_.prepare("PRAGMA journal_mode = WAL");
  if (!journal || journal.step() != SQLITE_ROW) return failed(database_.error_code());
  if (journal.text(0) != "wal") return failed(StoreError::kUnavailable, "it cannot have a journal");
  journal = {};
  const int configured = database_.run(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
      "BEGIN EXCLUSIVE; COMMIT;");
  if (configured != SQLITE_OK) return failed(configured);
  return {};
}

/// Looks at what is stored, and brings it to this version's form.
SqliteStore::Done SqliteStore::check_contents() {
  const auto version = database_.query_number("PRAGMA user_version", -1);
  if (version < 0 || version > kSchemaVersion) {
    return failed(StoreError::kTooNew, "schema version " + std::to_string(version));
  }
  empty_ = version == 0;
  if (empty_) return {};
  auto check = database_.prepare("PRAGMA quick_check(1)");
  if (!check || check.step() != SQLITE_ROW) return failed(database_.error_code());
  if (check.text(0) != "ok") return failed(StoreError::kDamaged, std::string{check.text(0)});
  check = {};
  const auto num_kinds = database_.query_number("SELECT count(DISTINCT kind) FROM record", 0);
  if (version == kSchemaVersion && num_kinds == kNumKinds) return {};
  const auto state = std::make_unique<sim::Nvm>();
  if (const auto read = read_all(*state, static_cast<int>(version)); !read) return read;
  return in_transaction([&] { return write_all(*state); });
}

SqliteStore::Done SqliteStore::load(sim::Nvm& state) {
  if (const auto opened = open(); !opened) return opened;
  if (empty_) return StoreError::kEmpty;
  // Into a state of its own: one that fails half way is nobody's.
  const auto fresh = std::make_unique<sim::Nvm>();
  if (const auto read = read_all(*fresh, kSchemaVersion); !read) return read;
  return sim::to_store_result(sim::copy_all(*fresh, state));
}

SqliteStore::Done SqliteStore::create(const sim::Nvm& state) {
  if (const auto opened = open(); !opened) return opened;
  return in_transaction([&] { return write_all(state); });
}

SqliteStore::Done SqliteStore::commit(const sim::Nvm& next,
                                      std::span<const sim::RecordId> changed) {
  if (const auto opened = open(); !opened) return opened;
  if (empty_) return failed(StoreError::kUnavailable, "nothing was created yet");
  return in_transaction([&]() -> Done {
    if (!put_) put_ = database_.prepare(kPut);
    for (const auto record : changed) {
      if (const auto written = write(put_, next, record); !written) return written;
    }
    return {};
  });
}

template <class Work>
SqliteStore::Done SqliteStore::in_transaction(Work work) {
  if (const int begun = database_.run("BEGIN IMMEDIATE"); begun != SQLITE_OK) return failed(begun);
  // After a failure the file is closed, which undoes what was not committed.
  if (const auto worked = work(); !worked) return worked;
  if (const int done = database_.run("COMMIT"); done != SQLITE_OK) return failed(done);
  empty_ = false;
  return {};
}

SqliteStore::Done SqliteStore::write_all(const sim::Nvm& state) {
  put_ = {};
  if (const int made = database_.run(kSchema); made != SQLITE_OK) return failed(made);
  auto put = database_.prepare(kPut);
  Done written;
  sim::for_each_record([&](sim::RecordId record) {
    if (written) written = write(put, state, record);
  });
  return written;
}

SqliteStore::Done SqliteStore::write(Statement& statement, const sim::Nvm& from,
                                     sim::RecordId record) {
  if (!statement) return failed(database_.error_code());
  Fixed<sim::kMaxRecordSize> room;
  const WipeOnExit wiped{room};
  const auto bytes = sim::encode_record(from, record, room);
  if (!bytes) return failed(StoreError::kDamaged, "a record cannot be written");
  statement.bind(0, std::to_underlying(record.kind));
  statement.bind(1, record.index);
  statement.bind(2, *bytes);
  statement.bind(3, checksum(record, *bytes));
  const int stepped = statement.step();
  statement.reset();
  if (stepped != SQLITE_DONE) return failed(stepped);
  return {};
}

/// Reads every record into a fresh state. Kinds that the file's writer did not know stay as they
/// are there.
SqliteStore::Done SqliteStore::read_all(sim::Nvm& fresh, int schema_version) {
  const bool has_checksums = schema_version >= 2;
  auto rows = database_.prepare(has_checksums ? "SELECT kind, idx, bytes, crc FROM record"
                                              : "SELECT kind, idx, bytes, 0 FROM record");
  if (!rows) return failed(database_.error_code());
  std::array<std::size_t, kNumNumbers> num_read{};
  int stepped = rows.step();
  for (; stepped == SQLITE_ROW; stepped = rows.step()) {
    const auto where =
        "record " + std::to_string(rows.number(0)) + "/" + std::to_string(rows.number(1));
    const sim::RecordId record{static_cast<sim::RecordKind>(rows.number(0)),
                               static_cast<std::uint8_t>(rows.number(1))};
    const auto bytes = rows.bytes(2);
    if (std::to_underlying(record.kind) != rows.number(0) || record.index != rows.number(1) ||
        !sim::exists(record) || bytes.size() > sim::kMaxRecordSize) {
      return failed(StoreError::kDamaged, where + " does not exist");
    }
    if (has_checksums && checksum(record, bytes) != rows.number(3)) {
      return failed(StoreError::kDamaged, where + " has a wrong checksum");
    }
    const auto decoded = sim::to_store_result(sim::decode_record(bytes, record, fresh));
    if (!decoded) return failed(decoded.error(), where + " cannot be read");
    ++num_read[std::to_underlying(record.kind)];
  }
  if (stepped != SQLITE_DONE) return failed(stepped);
  for (std::size_t kind = 0; kind < num_read.size(); ++kind) {
    const bool may_be_unknown = kind > std::to_underlying(kLastFirstKind);
    if (num_read[kind] == sim::num_records(static_cast<sim::RecordKind>(kind))) continue;
    if (num_read[kind] == 0 && may_be_unknown) continue;
    return failed(StoreError::kDamaged, "records of kind " + std::to_string(kind) + " are missing");
  }
  return {};
}

SqliteStore::Done SqliteStore::failed(int sqlite_code) {
  return failed(to_store_error(sqlite_code), database_.error_text());
}

SqliteStore::Done SqliteStore::failed(StoreError error, std::string detail) {
  detail_ = std::move(detail);
  std::ranges::replace(detail_, '\n', ' ');  // of SQLite's reports: a person gets one line
  put_ = {};
  database_.close();
  return error;
}

}  // namespace stsafe::store_sqlite
