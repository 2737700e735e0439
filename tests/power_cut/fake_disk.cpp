#include "tests/power_cut/fake_disk.h"

#include <algorithm>
#include <random>
#include <utility>

namespace stsafe::power_cut {
namespace {

constexpr int kLongestName = 64;

}  // namespace

std::vector<Fate> Fate::several(std::uint32_t num_mixed) {
  std::vector<Fate> fates{{Kind::kLost}, {Kind::kKept}};
  for (std::uint32_t seed = 1; seed <= num_mixed; ++seed) fates.push_back({Kind::kMixed, seed});
  return fates;
}

void FakeDisk::Change::apply_to(std::string& content) const {
  if (truncates) return content.resize(offset);
  content.resize(std::max(content.size(), offset + bytes.size()));
  content.replace(offset, bytes.size(), bytes);
}

/// An open file, in memory that SQLite provides.
struct FakeDisk::OpenFile {
  sqlite3_file base;  ///< first, as SQLite wants it
  FakeDisk* disk;
  Content* content;  ///< SQLite closes a file before it deletes it
  bool syncs_directory;

  void change(Change change) const {
    change.apply_to(content->now);
    content->unsynced.push_back(std::move(change));
  }
};

/// The functions that SQLite calls.
struct FakeDisk::Vfs {
  static OpenFile& file_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
  static FakeDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FakeDisk*>(vfs->pAppData); }

  static int close(sqlite3_file* /*file*/) { return SQLITE_OK; }
  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    const auto& [base, disk, content, syncs] = file_of(file);
    if (!disk->has_power_) return SQLITE_IOERR_READ;
    const auto begin = std::min(static_cast<std::size_t>(offset), content->now.size());
    const auto num_read =
        content->now.copy(static_cast<char*>(out), static_cast<std::size_t>(size), begin);
    const auto missing = static_cast<std::size_t>(size) - num_read;
    std::fill_n(static_cast<char*>(out) + num_read, missing, '\0');
    return missing == 0 ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }
  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    const auto& open = file_of(file);
    if (!open.disk->has_power_) return SQLITE_IOERR_WRITE;
    open.change({static_cast<std::size_t>(offset),
                 {static_cast<const char*>(data), static_cast<std::size_t>(size)}});
    return open.disk->lasts() ? SQLITE_OK : SQLITE_IOERR_WRITE;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const auto& open = file_of(file);
    if (!open.disk->has_power_) return SQLITE_IOERR_TRUNCATE;
    open.change({.offset = static_cast<std::size_t>(size), .truncates = true});
    return open.disk->lasts() ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
  }
  static int sync(sqlite3_file* file, int /*flags*/) {
    auto& open = file_of(file);
    if (!open.disk->lasts()) return SQLITE_IOERR_FSYNC;
    open.content->synced = open.content->now;
    open.content->unsynced.clear();
    if (std::exchange(open.syncs_directory, false)) open.disk->sync_directory();
    return SQLITE_OK;
  }
  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(file_of(file).content->now.size());
    return SQLITE_OK;
  }
  // One connection at a time is all that tests have here: locks are always free.
  static int lock(sqlite3_file* /*file*/, int /*level*/) { return SQLITE_OK; }
  static int check_lock(sqlite3_file* /*file*/, int* is_locked) {
    *is_locked = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file* /*file*/, int /*what*/, void* /*argument*/) {
    return SQLITE_NOTFOUND;
  }
  // As SQLite has it on Linux: a write leaves the bytes around it alone.
  static int sector_size(sqlite3_file* /*file*/) { return 4096; }
  static int characteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                  int* out_flags) {
    auto& disk = disk_of(vfs);
    file->pMethods = nullptr;
    if (!disk.has_power_ || name == nullptr) return SQLITE_CANTOPEN;
    auto& entry = disk.directory_[name];
    if (entry.now == nullptr) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      entry.now = std::make_shared<Content>();
      if (!disk.lasts()) return SQLITE_CANTOPEN;
    }
    constexpr int kJournals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    auto& open = file_of(file);
    open.disk = &disk;
    open.content = entry.now.get();
    open.syncs_directory = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kJournals) != 0;
    file->pMethods = methods();
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    auto& disk = disk_of(vfs);
    if (disk.find(name) == nullptr) return SQLITE_IOERR_DELETE_NOENT;
    if (!disk.has_power_) return SQLITE_IOERR_DELETE;
    disk.directory_[name].now = nullptr;
    if (!disk.lasts()) return SQLITE_IOERR_DELETE;
    if (sync_directory != 0) disk.sync_directory();
    return SQLITE_OK;
  }
  static int access(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* found) {
    // As in SQLite for Unix, a file without content does not exist.
    *found = disk_of(vfs).size_of(name) > 0 ? 1 : 0;
    return SQLITE_OK;
  }
  static int full_name(sqlite3_vfs* /*vfs*/, const char* name, int size, char* out) {
    return sqlite3_snprintf(size, out, "%s", name) != nullptr ? SQLITE_OK : SQLITE_CANTOPEN;
  }
  static int randomness(sqlite3_vfs* vfs, int size, char* out) {
    for (int i = 0; i < size; ++i) out[i] = static_cast<char>(disk_of(vfs).random_++);
    return size;
  }
  static int sleep(sqlite3_vfs* /*vfs*/, int microseconds) { return microseconds; }
  static int time(sqlite3_vfs* /*vfs*/, double* days) {
    *days = 2'460'000.5;
    return SQLITE_OK;
  }

  static const sqlite3_io_methods* methods();
};

const sqlite3_io_methods* FakeDisk::Vfs::methods() {
  static constexpr auto kMethods = [] {
    sqlite3_io_methods methods{};
    methods.iVersion = 1;  // no shared memory: the store does without
    methods.xClose = close;
    methods.xRead = read;
    methods.xWrite = write;
    methods.xTruncate = truncate;
    methods.xSync = sync;
    methods.xFileSize = file_size;
    methods.xLock = lock;
    methods.xUnlock = lock;
    methods.xCheckReservedLock = check_lock;
    methods.xFileControl = control;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = characteristics;
    return methods;
  }();
  return &kMethods;
}

FakeDisk::FakeDisk(const Files& files)
    : name_("fake disk " + std::to_string(reinterpret_cast<std::uintptr_t>(this))),
      registered_(std::make_unique<sqlite3_vfs>()) {
  put(files);
  auto& vfs = *registered_;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = kLongestName;
  vfs.zName = name_.c_str();
  vfs.pAppData = this;
  vfs.xOpen = Vfs::open;
  vfs.xDelete = Vfs::remove;
  vfs.xAccess = Vfs::access;
  vfs.xFullPathname = Vfs::full_name;
  vfs.xRandomness = Vfs::randomness;
  vfs.xSleep = Vfs::sleep;
  vfs.xCurrentTime = Vfs::time;
  sqlite3_vfs_register(&vfs, 0);
}

FakeDisk::~FakeDisk() { sqlite3_vfs_unregister(registered_.get()); }

void FakeDisk::put(const Files& files) {
  directory_.clear();
  for (const auto& [name, bytes] : files) {
    const auto content = std::make_shared<Content>(Content{bytes, bytes, {}});
    directory_[name] = {content, content};
  }
}

void FakeDisk::restart(Fate fate) {
  put(left(fate));
  countdown_ = -1;
  has_power_ = true;
}

std::shared_ptr<FakeDisk::Content> FakeDisk::find(const std::string& file) const {
  const auto found = directory_.find(file);
  return found != directory_.end() ? found->second.now : nullptr;
}

std::size_t FakeDisk::size_of(const std::string& file) const {
  const auto content = find(file);
  return content != nullptr ? content->now.size() : 0;
}

bool FakeDisk::lasts() {
  if (countdown_ == 0) has_power_ = false;
  if (countdown_ > 0) --countdown_;
  return has_power_;
}

void FakeDisk::sync_directory() {
  for (auto& [name, entry] : directory_) entry.synced = entry.now;
}

Files FakeDisk::left(Fate fate) const {
  std::mt19937 random{fate.seed};
  const auto is_kept = [&] {
    return fate.kind == Fate::Kind::kKept || (fate.kind == Fate::Kind::kMixed && random() % 2 == 0);
  };
  Files files;
  for (const auto& [name, entry] : directory_) {
    const auto& content = entry.now == entry.synced || is_kept() ? entry.now : entry.synced;
    if (content == nullptr) continue;
    auto& bytes = files[name] = content->synced;
    for (auto change : content->unsynced) {
      if (!is_kept()) continue;
      const bool is_torn = fate.kind == Fate::Kind::kMixed && random() % 3 == 0;
      if (is_torn) change.bytes.resize(random() % (change.bytes.size() + 1));
      change.apply_to(bytes);
    }
  }
  return files;
}

}  // namespace stsafe::power_cut
