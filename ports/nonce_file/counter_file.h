#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ports/nonce_file/locked_file.h"
#include "ports/nonce_file/record.h"

namespace stsafe::nonce_file {

/// The most numbers that can be reserved at a time.
inline constexpr std::uint32_t kMaxBatch = 4096;

/// What a file of numbers is for.
struct Purpose {
  Kind kind = Kind::kNonces;
  std::uint64_t limit = 0;       ///< the first number that is never given out
  std::optional<Label> label{};  ///< what the file must belong to; nothing: any
  /// Draws a label that nobody has used before, with which numbers may start at 0 again: then a
  /// missing, damaged, copied or exhausted file is no obstacle. None: it is.
  std::function<Result<Label, Failure>()> new_label{};
};

/// Numbers from `begin` up to but without `end`: of this caller alone, for ever.
struct Reservation {
  Label label{};
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  /// Why a new label was drawn; empty if none was.
  std::string_view new_label_because{};
};

/// A counter in a file that many processes and threads may share. A reservation is on the medium
/// before it is returned: a crash skips numbers and repeats none.
///
/// The file is opened anew for each reservation, locked while it lasts, and changed in place: were
/// it replaced by a new one, somebody could hold the lock of a file that nobody finds any more. A
/// reservation overwrites the older of two records (record.h). If that write is cut off at any
/// byte, the newer one is whole and the other is not, and the numbers of both and of kMaxBatch more
/// are skipped: the record that is lost reserved no more than that, whether it was never finished
/// or was damaged later.
///
/// The file knows its inode and the time of its birth, so a copy or a restored backup is noticed;
/// so is one that is set back while this object lives. Not noticed: a whole disk or virtual machine
/// that is set back, and an older copy written into the same inode while nobody uses it.
class CounterFile {
 public:
  CounterFile(std::string path, Purpose purpose, link::Clock& clock, link::Microseconds patience,
              SystemCalls calls);

  /// Makes the file, for its owner alone, with all numbers from 0 on unused. kExists if there is
  /// something of that name.
  Result<void, Failure> create(const Label& label);

  /// Reserves `count` numbers, at most kMaxBatch, or what is left of them; kExhausted if nothing
  /// is. With 0 it only checks the file (and makes it, if new_label is given).
  Result<Reservation, Failure> reserve(std::uint32_t count);

 private:
  /// Where the numbering stands.
  struct State {
    Record newest{};
    bool is_other_damaged = false;
    Failure doubt{};  ///< why `newest` cannot be continued; none: it can
  };
  using Done = Result<void, Failure>;

  Result<LockedFile, Failure> open(int flags) const;
  Result<State, Failure> judge(const LockedFile& file) const;
  Failure doubt_about(const LockedFile& file, const Record& newest) const;
  Failure doubt_without_record(ByteView contents) const;
  Result<Reservation, Failure> start_anew(const LockedFile& file, const State& state,
                                          std::uint32_t count);
  Done skip_lost_record(const LockedFile& file, Record& newest) const;
  Done write(const LockedFile& file, const Record& record) const;
  Done write_all(const LockedFile& file, Record& newest, std::uint32_t count) const;
  Record advanced(const Record& from, std::uint64_t count) const;

  std::string path_;
  Purpose purpose_;
  link::Clock& clock_;
  link::Microseconds patience_;
  SystemCalls calls_;
  std::optional<Record> seen_;  ///< the newest record that this object knows of
};

}  // namespace stsafe::nonce_file
