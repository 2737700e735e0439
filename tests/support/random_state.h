#pragma once

#include <random>
#include <vector>

#include "stsafe/sim/state/record_codec.h"

namespace stsafe::testing_support {

/// An archive (stsafe/sim/state/record_layout.h) that fills every field with random content. The
/// same seed fills the same.
class RandomContent {
 public:
  static constexpr bool kReads = true;
  explicit RandomContent(std::uint32_t seed) : random_(seed) {}

  std::uint8_t version() const { return 0xFF; }
  template <std::unsigned_integral T>
  void number(T& value) {
    value = static_cast<T>(random_());
  }
  template <class Rep, class Tag>
  void number(Strong<Rep, Tag>& value) {
    value = Strong<Rep, Tag>{static_cast<Rep>(random_())};
  }
  void flag(bool& value) { value = random_() % 2 == 1; }
  template <class E, class IsKnown>
  void choice(E& value, IsKnown is_known) {
    do {
      value = static_cast<E>(random_() & 0xFF);
    } while (!is_known(value));
  }
  void count(std::size_t& value, std::size_t most) { value = random_() % (most + 1); }
  void bytes(ByteSpan value) {
    for (auto& byte : value) byte = static_cast<std::byte>(random_());
  }
  template <std::size_t N>
  void secret(Secret<N>& value) {
    bytes(value.prepare(random_() % (N + 1)));
  }

 private:
  std::mt19937 random_;
};

/// Fills every record with random content.
inline void randomise(sim::Nvm& state, std::uint32_t seed) {
  RandomContent content{seed};
  sim::for_each_record([&](sim::RecordId record) { sim::lay_out_record(content, state, record); });
}

/// A record as a store keeps it: what two states are compared by.
inline std::vector<std::byte> encoded(const sim::Nvm& state, sim::RecordId record) {
  Fixed<sim::kMaxRecordSize> room;
  const auto bytes = sim::encode_record(state, record, room);
  if (!bytes) return {};
  return {bytes->begin(), bytes->end()};
}
/// All records, one after the other.
inline std::vector<std::byte> encoded(const sim::Nvm& state) {
  std::vector<std::byte> all;
  sim::for_each_record([&](sim::RecordId record) {
    const auto bytes = encoded(state, record);
    all.insert(all.end(), bytes.begin(), bytes.end());
  });
  return all;
}

inline std::vector<sim::RecordId> all_records() {
  std::vector<sim::RecordId> all;
  sim::for_each_record([&](sim::RecordId record) { all.push_back(record); });
  return all;
}

}  // namespace stsafe::testing_support
