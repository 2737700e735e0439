#include "stsafe/sim/state/record_codec.h"

#include "stsafe/wire/fields.h"

namespace stsafe::sim {
namespace {

class RecordWriter {
 public:
  static constexpr bool kReads = false;
  RecordWriter(ByteSpan out, std::uint8_t version) : w_(out), version_(version) { w_.put(version); }

  std::uint8_t version() const { return version_; }
  template <std::unsigned_integral T>
  void number(T value) {
    w_.put(value);
  }
  template <class Rep, class Tag>
  void number(Strong<Rep, Tag> value) {
    w_.put(value.raw());
  }
  void flag(bool value) { w_.put(static_cast<std::uint8_t>(value ? 1 : 0)); }
  template <class E, class IsKnown>
  void choice(E value, IsKnown /*is_known*/) {
    w_.put(std::to_underlying(value));  // not as a message has it: a curve is one byte here
  }
  void count(std::size_t value, std::size_t /*most*/) { w_.put(static_cast<std::uint16_t>(value)); }
  void bytes(ByteView value) { w_.put(value); }
  template <std::size_t N>
  void secret(const Secret<N>& value) {
    static_assert(N <= 0xFF);
    w_.put(static_cast<std::uint8_t>(value.size()));
    w_.put(value.reveal());
  }
  Result<ByteView, RecordError> finish() const {
    const auto written = w_.finish();
    if (!written) return RecordError::kTooLong;
    return *written;
  }

 private:
  wire::Writer w_;
  std::uint8_t version_;
};

class RecordReader {
 public:
  static constexpr bool kReads = true;
  explicit RecordReader(ByteView in) : r_(in), version_(r_.take<std::uint8_t>()) {}

  std::uint8_t version() const { return version_; }
  template <std::unsigned_integral T>
  void number(T& value) {
    value = r_.take<T>();
  }
  template <class Rep, class Tag>
  void number(Strong<Rep, Tag>& value) {
    value = Strong<Rep, Tag>{r_.take<Rep>()};
  }
  void flag(bool& value) {
    const auto raw = r_.take<std::uint8_t>();
    if (raw > 1) refuse();
    value = raw == 1;
  }
  template <class E, class IsKnown>
  void choice(E& value, IsKnown is_known) {
    value = static_cast<E>(r_.take<std::underlying_type_t<E>>());
    if (!is_known(value)) refuse();
  }
  void count(std::size_t& value, std::size_t most) {
    value = r_.take<std::uint16_t>();
    if (value > most) {
      refuse();
      value = 0;
    }
  }
  void bytes(ByteSpan value) {
    const auto stored = r_.take_bytes(value.size());
    if (!r_.failed()) copy_bytes(stored, value);
  }
  template <std::size_t N>
  void secret(Secret<N>& value) {
    const auto size = r_.take<std::uint8_t>();
    if (!value.assign(r_.take_bytes(size))) refuse();
  }
  Result<void, RecordError> finish() const {
    if (!r_.finish()) return RecordError::kDamaged;
    return {};
  }

 private:
  void refuse() { r_.fail(LinkError::kMalformedField); }

  wire::Reader r_;
  std::uint8_t version_;
};

}  // namespace

Result<ByteView, RecordError> encode_record(const Nvm& from, RecordId record, ByteSpan out) {
  if (!exists(record)) return RecordError::kNoSuchRecord;
  RecordWriter writer{out, version_of(record.kind)};
  lay_out_record(writer, from, record);
  return writer.finish();
}

Result<void, RecordError> decode_record(ByteView bytes, RecordId record, Nvm& to) {
  if (!exists(record)) return RecordError::kNoSuchRecord;
  RecordReader reader{bytes};
  if (reader.version() == 0) return RecordError::kDamaged;
  if (reader.version() > version_of(record.kind)) return RecordError::kTooNew;
  lay_out_record(reader, to, record);
  return reader.finish();
}

Result<void, RecordError> copy_record(const Nvm& from, RecordId record, Nvm& to) {
  Fixed<kMaxRecordSize> room;
  const auto bytes = encode_record(from, record, room);
  const WipeOnExit wiped{ByteSpan{room}.first(bytes ? bytes->size() : room.size())};
  return bytes ? decode_record(*bytes, record, to) : bytes.error();
}

Result<void, RecordError> copy_records(const Nvm& from, std::span<const RecordId> records,
                                       Nvm& to) {
  for (const auto record : records) {
    if (const auto copied = copy_record(from, record, to); !copied) return copied;
  }
  return {};
}

Result<void, RecordError> copy_all(const Nvm& from, Nvm& to) {
  Result<void, RecordError> copied;
  for_each_record([&](RecordId record) {
    if (copied) copied = copy_record(from, record, to);
  });
  return copied;
}

}  // namespace stsafe::sim
