#pragma once

#include <string>

#include "ports/store_sqlite/database.h"
#include "stsafe/sim/store.h"

namespace stsafe::store_sqlite {

/// The version of the tables that this library writes; older ones are upgraded when they are
/// opened.
inline constexpr int kSchemaVersion = 2;

/// Keeps one device's state in one SQLite file: one transaction per command, on the medium before
/// the chip answers. The file, and the journal beside it (its name and -wal), hold the device's
/// keys in plaintext and are made for their owner alone (mode 0600).
///
/// The file belongs to one object of one process at a time, from the first call to the end of the
/// object's life; StoreError::kInUse is what any other gets. After StoreError::kUnavailable the
/// object has let go of the file and opens it anew with the next load() or create(): what is on the
/// medium then is what counts.
class SqliteStore final : public sim::Store {
 public:
  /// Nothing is opened yet. `vfs` names the SQLite VFS to use; empty is the operating system's.
  explicit SqliteStore(std::string file, std::string vfs = "");
  ~SqliteStore();
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  /// Opens the file, creates it if there is none, takes it for this process, and upgrades it. The
  /// calls below do this if it was not done.
  Result<void, sim::StoreError> open();

  Result<void, sim::StoreError> load(sim::Nvm& state) override;
  Result<void, sim::StoreError> create(const sim::Nvm& state) override;
  Result<void, sim::StoreError> commit(const sim::Nvm& next,
                                       std::span<const sim::RecordId> changed) override;

  const std::string& file() const { return file_; }
  /// What the last failure was about, in SQLite's words, for a person; never a secret.
  const std::string& detail() const { return detail_; }

 private:
  using Done = Result<void, sim::StoreError>;

  Done configure();
  Done check_contents();
  Done write_all(const sim::Nvm& state);
  Done read_all(sim::Nvm& fresh, int schema_version);
  Done write(Statement& statement, const sim::Nvm& from, sim::RecordId record);
  /// Runs `work` in a transaction that is committed if it succeeds, and lets go of the file if not.
  template <class Work>
  Done in_transaction(Work work);
  Done failed(sim::StoreError error, std::string detail);
  Done failed(int sqlite_code);

  std::string file_;
  std::string vfs_;
  std::string detail_;
  Database database_;
  Statement put_;  ///< stores one record
  bool empty_ = true;
};

}  // namespace stsafe::store_sqlite
