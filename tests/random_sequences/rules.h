#pragma once

#include <cstdio>
#include <initializer_list>

#include "tests/random_sequences/model.h"

// What each operation sends, and the rules that it meets once host session and life cycle let it
// through, in the order of docs/fidelity.md.
namespace stsafe::random_sequences {

/// `number` as hexadecimal digits of `size` bytes, behind a space.
inline std::string hex(std::uint64_t number, int size = 1) {
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), " %0*llX", 2 * size,
                static_cast<unsigned long long>(number));
  return text.data();
}

/// Picks the value that an operation's number stands for.
template <class T>
T pick(std::uint8_t number, std::initializer_list<T> values) {
  return values.begin()[number % values.size()];
}

/// A place in a table and its number on the wire; the last number has no place.
template <class Table>
struct Place {
  typename Table::value_type* entry;
  std::string number;
};
template <class Table>
Place<Table> place_in(Table& table, std::uint8_t what, std::uint8_t missing) {
  const auto index = what % (table.size() + 1);
  if (index == table.size()) return {nullptr, hex(missing)};
  return {&table[index], hex(index)};
}

/// What a command meets: the model, which it changes, and how it came.
struct Scene {
  Model& model;
  bool is_from_host;
  std::uint8_t what;
  std::uint8_t how;
};

/// The public key of every write.
inline constexpr std::string_view kPublicKey =
    " 00032B6570 0020 03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8";

Step read(Scene scene);
Step change_read_access(Scene scene);
Step update(Scene scene);
Step decrement(Scene scene);

Step verify_password(Scene scene);
Step delete_password(Scene scene);
Step put_life_cycle(Scene scene);
Step put_i2c_parameters(Scene scene);
Step put_access_condition(Scene scene);
Step generate_random(Scene scene);
Step reset(Scene scene);

Step put_host_key_control(Scene scene);
Step write_host_keys(Scene scene);
Step put_symmetric_control(Scene scene);
Step write_symmetric_key(Scene scene);
Step erase_symmetric_key(Scene scene);
Step encrypt(Scene scene);
Step generate_local_envelope_key(Scene scene);

Step generate_key_pair(Scene scene);
Step generate_signature(Scene scene);
Step put_public_key_flags(Scene scene);
Step write_public_key(Scene scene);

}  // namespace stsafe::random_sequences
