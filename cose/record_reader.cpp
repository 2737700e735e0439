#include "cose/record_reader.h"

#include <algorithm>
#include <utility>

namespace stsafe::cose {

namespace {

/// How a record begins: tag 16 and an array of 3.
constexpr Fixed<2> kRecordStart{std::byte{0xD0}, std::byte{0x83}};

/// The size of the record that begins here, if its headers are there; else Reason::kTruncated.
Result<std::size_t> record_size(ByteView bytes) {
  CborReader reader{bytes.first(std::min(bytes.size(), kMaxRecordHeaderSize))};
  const auto common = std::min(bytes.size(), kRecordStart.size());
  if (!std::ranges::equal(bytes.first(common), ByteView{kRecordStart}.first(common))) {
    return reader.failure(Reason::kUnexpected, "no record begins here");
  }
  if (const auto tag = reader.take_tag(); !tag) return tag.error();
  if (const auto parts = reader.take_array(); !parts) return parts.error();
  if (const auto taken = reader.take_bytes(); !taken) return taken.error();
  if (const auto taken = reader.take_item(); !taken) return taken.error();
  const auto head = reader.peek();
  if (!head) return head.error();
  if (head->type != CborType::kBytes || head->is_indefinite) {
    return reader.failure(Reason::kUnexpected,
                          "ciphertext is not a byte string of definite length");
  }
  if (head->argument > kMaxPlaintextSize + 16) {
    return reader.failure(Reason::kTooLarge, "ciphertext is longer than any record's");
  }
  return static_cast<std::size_t>(reader.offset() + head->size + head->argument);
}

bool ends_reading(const Failure& why) {
  return why.reason == Reason::kStream || why.reason == Reason::kDevice;
}

std::string records(std::uint64_t first, std::uint64_t end) {
  if (end - first == 1) return "record " + std::to_string(first) + " is missing";
  return "records " + std::to_string(first) + " to " + std::to_string(end - 1) + " are missing";
}

}  // namespace

Result<std::optional<Record>> RecordReader::next() {
  if (held_) return std::exchange(held_, std::nullopt);
  if (is_over_) return std::optional<Record>{};
  auto record = read_one();
  if (!record && ends_reading(record.error())) is_over_ = true;
  return record;
}

Result<std::optional<Record>> RecordReader::read_one() {
  for (;;) {
    if (is_searching_) {
      if (const auto found = search(); !found) return found.error();
    }
    const auto has_more = window_.fill(1);
    if (!has_more) return has_more.error();
    if (!*has_more) return end();
    const auto size = measure();
    if (!size) return broken(size.error());
    auto record = open(window_.bytes().first(*size));
    if (!record) return broken(record.error());
    window_.drop(*size);
    auto in_order = put_in_order(std::move(*record));
    ++ordinal_;
    // An empty last record is only a mark.
    if (!in_order || *in_order) return in_order;
  }
}

Result<std::size_t> RecordReader::measure() {
  std::size_t wanted = 1;
  for (;;) {
    const auto has_all = window_.fill(wanted);
    if (!has_all) return has_all.error();
    const auto available = window_.bytes().size();
    auto size = record_size(window_.bytes());
    if (size && *size <= available) return size;
    if (!size && size.error().reason != Reason::kTruncated) return size;
    if (!*has_all) return Failure{Reason::kTruncated, "ends within a record", {}};
    if (!size && available >= kMaxRecordHeaderSize) {
      return Failure{Reason::kTooLarge, "headers are longer than any record's", {}};
    }
    wanted = size ? *size : available + 1;
  }
}

Result<void> RecordReader::search() {
  for (;;) {
    const auto has_start = window_.fill(kRecordStart.size());
    if (!has_start) return has_start.error();
    const auto bytes = window_.bytes();
    const auto found = std::ranges::search(bytes, kRecordStart).begin();
    if (found == bytes.end()) {
      // The last byte may be the first of a start.
      window_.drop(*has_start ? bytes.size() - 1 : bytes.size());
      if (!*has_start) break;
      continue;
    }
    window_.drop(static_cast<std::size_t>(found - bytes.begin()));
    const auto size = measure();
    if (size) break;
    if (ends_reading(size.error())) return size.error();
    window_.drop(1);
  }
  is_searching_ = false;
  return {};
}

Result<Record> RecordReader::open(ByteView bytes) {
  auto opened = open_encrypt0(*key_, bytes, options_.open);
  if (!opened) return opened.error();
  auto position = position_of(opened->headers);
  if (!position) return position.error();
  return Record{std::move(*opened), *position, window_.offset()};
}

Result<std::optional<Record>> RecordReader::put_in_order(Record record) {
  const auto& position = record.position;
  const auto is_mark = position && position->is_last && record.content.plaintext.empty();
  if (options_.order == RecordOrder::kAny) {
    if (is_mark) return std::optional<Record>{};
    return std::optional{std::move(record)};
  }
  if (const auto why = order_failure(position)) return about(*why, record.offset);
  const auto first_missing = next_number_;
  const auto num_missing = position->number - first_missing;
  options_.stream = position->stream;
  next_number_ = position->number + 1;
  had_last_ = position->is_last;
  const auto is_gap = num_missing > std::exchange(num_broken_, 0);
  const auto gap = records(first_missing, position->number);
  const auto offset = record.offset;
  std::optional<Record> given;
  if (!is_mark) given.emplace(std::move(record));
  if (!is_gap) return given;
  held_ = std::move(given);
  return about({Reason::kOutOfOrder, gap, {}}, offset);
}

std::optional<Failure> RecordReader::order_failure(
    const std::optional<RecordPosition>& position) const {
  if (!position) return Failure{Reason::kOutOfOrder, "names no position", {}};
  if (options_.stream && position->stream != *options_.stream) {
    return Failure{Reason::kOutOfOrder, "is of another stream", {}};
  }
  if (had_last_) return Failure{Reason::kOutOfOrder, "comes after the last one", {}};
  if (position->number < next_number_) {
    return Failure{Reason::kOutOfOrder,
                   "has number " + std::to_string(position->number) + ", which is not after " +
                       "those before: repeated or moved",
                   {}};
  }
  return std::nullopt;
}

Result<std::optional<Record>> RecordReader::end() {
  is_over_ = true;
  if (options_.order == RecordOrder::kAny || had_last_) return std::optional<Record>{};
  return Failure{Reason::kTruncated,
                 "the records end at byte " + std::to_string(window_.offset()) +
                     " without one that is marked as the last",
                 {}};
}

Failure RecordReader::broken(const Failure& why) {
  if (ends_reading(why)) return why.reason == Reason::kStream ? why : about(why, window_.offset());
  auto failure = about(why, window_.offset());
  window_.drop(1);
  is_searching_ = true;
  ++ordinal_;
  ++num_broken_;
  return failure;
}

Failure RecordReader::about(const Failure& why, std::uint64_t offset) const {
  return {why.reason,
          "record " + std::to_string(ordinal_) + " at byte " + std::to_string(offset) + ": " +
              why.message,
          why.cause};
}

}  // namespace stsafe::cose
