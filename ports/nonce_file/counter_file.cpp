#include "ports/nonce_file/counter_file.h"

#include <fcntl.h>

#include <algorithm>
#include <utility>

namespace stsafe::nonce_file {
namespace {

/// What is said of a file that cannot go on.
std::string with_advice(std::string_view what) {
  return std::string{what} +
         ", so numbers that follow may be used ones: give its key up, and begin a new file with a "
         "new key";
}

bool is_blank(ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

ByteView part_of(ByteView bytes, std::size_t offset, std::size_t size) {
  const auto rest = bytes.subspan(std::min(offset, bytes.size()));
  return rest.first(std::min(size, rest.size()));
}

}  // namespace

CounterFile::CounterFile(std::string path, Purpose purpose, link::Clock& clock,
                         link::Microseconds patience, SystemCalls calls)
    : path_(std::move(path)),
      purpose_(std::move(purpose)),
      clock_(clock),
      patience_(patience),
      calls_(std::move(calls)) {}

Result<LockedFile, Failure> CounterFile::open(int flags) const {
  return LockedFile::open(path_, flags, clock_, patience_, calls_);
}

Result<void, Failure> CounterFile::create(const Label& label) {
  const auto file = open(O_CREAT | O_EXCL);
  if (!file) return file.error();
  Record first{.kind = purpose_.kind,
               .label = label,
               .inode = file->status().inode,
               .birth = file->status().birth};
  const auto written = write_all(*file, first, 0);
  auto named = written ? file->sync_name() : written;
  if (!named) {
    file->remove();  // nobody has had a number: we hold the lock
    return named;
  }
  seen_ = first;
  return {};
}

Result<Reservation, Failure> CounterFile::reserve(std::uint32_t count) {
  const auto file = open(purpose_.new_label ? O_CREAT : 0);
  if (!file) return file.error();
  auto state = judge(*file);
  if (!state) return state.error();
  if (state->doubt != Failure{}) {
    if (!purpose_.new_label) return state->doubt;
    return start_anew(*file, *state, count);
  }
  auto& newest = state->newest;
  if (state->is_other_damaged) {
    if (auto skipped = skip_lost_record(*file, newest); !skipped) return skipped.error();
  }
  seen_ = newest;
  if (count == 0) return Reservation{.label = newest.label, .begin = newest.end, .end = newest.end};
  if (newest.end >= purpose_.limit) {
    return failure(Problem::kExhausted, path_,
                   "has no numbers left: begin a new file with a new key");
  }
  const auto next = advanced(newest, std::min(count, kMaxBatch));
  if (auto written = write(*file, next); !written) return written.error();
  seen_ = next;
  return Reservation{.label = next.label, .begin = newest.end, .end = next.end};
}

Result<CounterFile::State, Failure> CounterFile::judge(const LockedFile& file) const {
  if (file.status().size > kFileSize) {
    return failure(Problem::kNotOurs, path_, "is no file of numbers: it is too long");
  }
  const auto contents = file.read(kFileSize);
  if (!contents) return contents.error();
  const auto first = decode(part_of(*contents, 0, kRecordSize), 0);
  const auto second = decode(part_of(*contents, kPlaceDistance, kRecordSize), kPlaceDistance);
  for (const auto& record : {first, second}) {
    if (record && record->version != kVersion) {
      return failure(Problem::kNewerVersion, path_, "is of a newer version of this software");
    }
    if (record && record->kind != purpose_.kind) {
      return failure(Problem::kWrongLabel, path_, "holds numbers for another purpose");
    }
    if (record && purpose_.label && record->label != *purpose_.label) {
      return failure(Problem::kWrongLabel, path_, "belongs to another device or key");
    }
  }
  State state;
  if (!first && !second) {
    state.doubt = doubt_without_record(*contents);
    if (state.doubt.problem == Problem::kNotOurs) return state.doubt;
    return state;
  }
  const bool is_first_newer = first && (!second || first->number > second->number);
  state.newest = is_first_newer ? *first : *second;
  state.is_other_damaged = !first || !second;
  state.doubt = doubt_about(file, state.newest);
  if (state.doubt == Failure{} && state.is_other_damaged && purpose_.new_label) {
    state.doubt = failure(Problem::kDamaged, path_, "is damaged");
  }
  return state;
}

Failure CounterFile::doubt_without_record(ByteView contents) const {
  if (is_blank(contents)) {
    return failure(Problem::kDamaged, path_,
                   with_advice("is empty: it was never finished, or emptied"));
  }
  if (begins_as_record(part_of(contents, 0, kRecordSize)) ||
      begins_as_record(part_of(contents, kPlaceDistance, kRecordSize))) {
    return failure(Problem::kDamaged, path_, with_advice("is damaged"));
  }
  return failure(Problem::kNotOurs, path_, "is no file of numbers, and is left as it is");
}

Failure CounterFile::doubt_about(const LockedFile& file, const Record& newest) const {
  const auto& status = file.status();
  if (newest.inode != status.inode || newest.birth != status.birth) {
    return failure(Problem::kCopied, path_, with_advice("is a copy of another file"));
  }
  const bool was_set_back = seen_ && (newest.number < seen_->number || newest.end < seen_->end) &&
                            newest.label == seen_->label;
  if (was_set_back) {
    return failure(Problem::kCopied, path_, with_advice("was set back to an older state"));
  }
  if (purpose_.new_label && newest.end >= purpose_.limit) {
    return failure(Problem::kExhausted, path_, "has no numbers left");
  }
  return {};
}

Result<Reservation, Failure> CounterFile::start_anew(const LockedFile& file, const State& state,
                                                     std::uint32_t count) {
  const bool is_new = file.status().size == 0;
  const auto label = purpose_.new_label();
  if (!label) {
    if (is_new) file.remove();
    return label.error();
  }
  // Records that were there are older than these: whichever of the two survives a cut, counts.
  Record newest{.kind = purpose_.kind,
                .label = *label,
                .number = state.newest.number,
                .inode = file.status().inode,
                .birth = file.status().birth};
  const auto written = write_all(file, newest, std::min(count, kMaxBatch));
  const auto named = written && is_new ? file.sync_name() : written;
  if (!named) {
    if (is_new) file.remove();
    return named.error();
  }
  seen_ = newest;
  Reservation reservation{.label = *label, .begin = 0, .end = newest.end};
  if (is_new) return reservation;
  switch (state.doubt.problem) {
    case Problem::kCopied:
      reservation.new_label_because = "the file was a copy, or was set back";
      break;
    case Problem::kExhausted: reservation.new_label_because = "its numbers were used up"; break;
    default: reservation.new_label_because = "the file was damaged"; break;
  }
  return reservation;
}

Record CounterFile::advanced(const Record& from, std::uint64_t count) const {
  auto next = from;
  ++next.number;
  next.end = std::min(from.end + count, purpose_.limit);
  return next;
}

/// Reserves what a record that cannot be read may have reserved. A step of its own, so that any two
/// records in a file are at most kMaxBatch numbers apart.
Result<void, Failure> CounterFile::skip_lost_record(const LockedFile& file, Record& newest) const {
  newest = advanced(newest, kMaxBatch);
  return write(file, newest);
}

Result<void, Failure> CounterFile::write(const LockedFile& file, const Record& record) const {
  return file.write(encode(record), place_of(record.number));
}

/// Writes both records anew: the one after `newest` with no number reserved, then one with `count`,
/// which becomes `newest`.
Result<void, Failure> CounterFile::write_all(const LockedFile& file, Record& newest,
                                             std::uint32_t count) const {
  Fixed<kFileSize> all{};
  const auto place = [&all](const Record& record) {
    copy_bytes(encode(record), ByteSpan{all}.subspan(place_of(record.number)));
  };
  newest = advanced(newest, 0);
  place(newest);
  newest = advanced(newest, count);
  place(newest);
  return file.write(all, 0);
}

}  // namespace stsafe::nonce_file
