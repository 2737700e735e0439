#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stsafe::power_cut {

/// The names of files and what is in them.
using Files = std::map<std::string, std::string>;

/// What a power cut makes of changes that were not synced: of each, if the seed is a number, a
/// choice of its own. A write may also be kept in part.
struct Fate {
  enum class Kind : std::uint8_t { kLost, kKept, kMixed };
  Kind kind = Kind::kLost;
  std::uint32_t seed = 0;

  /// All lost, all kept, and `num_mixed` mixtures.
  static std::vector<Fate> several(std::uint32_t num_mixed);
};

/// A medium in memory, as a VFS of SQLite, that forgets on a power cut what no medium has to keep:
/// what was written and not synced, in any order, and the names of new and deleted files until
/// their directory is synced. It does so where SQLite for Unix does: with a journal's first sync,
/// and when a deletion asks for it. Everything that happens is the same each time.
class FakeDisk {
 public:
  explicit FakeDisk(const Files& files = {});
  /// Every connection must be closed.
  ~FakeDisk();
  FakeDisk(const FakeDisk&) = delete;
  FakeDisk& operator=(const FakeDisk&) = delete;

  /// What SQLite knows it by.
  const std::string& vfs() const { return name_; }
  /// Cuts the power in the middle of a change to the medium, after `num_good` further ones: a
  /// write, truncation, sync, creation or deletion. Everything fails from then on.
  void cut_after(int num_good) { countdown_ = num_good; }
  void keep_power() { countdown_ = -1; }
  bool has_power() const { return has_power_; }
  /// What is on the medium if the power is cut now, or was.
  Files left(Fate fate) const;
  /// Gives the power back, with what is left. Every connection must be closed.
  void restart(Fate fate);
  /// The bytes of a file as a program sees it.
  std::size_t size_of(const std::string& file) const;

 private:
  struct Vfs;
  struct OpenFile;
  /// Bytes at an offset, or a new size.
  struct Change {
    std::size_t offset = 0;
    std::string bytes{};
    bool truncates = false;

    void apply_to(std::string& content) const;
  };
  struct Content {
    std::string now;
    std::string synced;
    std::vector<Change> unsynced;
  };
  /// A name: the file that it is for programs, and the one that it certainly is on the medium.
  struct Entry {
    std::shared_ptr<Content> now;
    std::shared_ptr<Content> synced;
  };

  void put(const Files& files);
  std::shared_ptr<Content> find(const std::string& file) const;
  /// Counts a change to the medium: true if the power lasts to its end.
  bool lasts();
  void sync_directory();

  std::map<std::string, Entry> directory_;
  int countdown_ = -1;
  bool has_power_ = true;
  std::uint8_t random_ = 0;
  std::string name_;
  std::unique_ptr<sqlite3_vfs> registered_;
};

}  // namespace stsafe::power_cut
