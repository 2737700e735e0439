#pragma once

#include <algorithm>

#include "stsafe/base/bytes.h"

namespace stsafe {

/// A string literal as a template argument.
template <std::size_t N>
struct HexLiteral {
  char text[N]{};
  consteval HexLiteral(const char (&s)[N]) { std::copy_n(s, N, text); }
};

/// The value of one hexadecimal digit, or -1.
constexpr int hex_digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Not constexpr: a literal that gets here stops the compiler, which then shows this name.
void not_a_hexadecimal_digit();

inline namespace literals {

/// Bytes written as in the documents: "14 08 71FE"_hex. Spaces are ignored; anything else that is
/// not a pair of digits does not compile.
template <HexLiteral L>
consteval auto operator""_hex() {
  constexpr auto digits =
      sizeof(L.text) - 1 - static_cast<std::size_t>(std::ranges::count(L.text, ' '));
  static_assert(digits % 2 == 0, "hexadecimal digits come in pairs");
  Fixed<digits / 2> out{};
  std::size_t n = 0;
  for (std::size_t i = 0; i + 1 < sizeof(L.text); ++i) {
    if (L.text[i] == ' ') continue;
    const int value = hex_digit_value(L.text[i]);
    if (value < 0) not_a_hexadecimal_digit();
    out[n / 2] = (out[n / 2] << 4) | static_cast<std::byte>(value);
    ++n;
  }
  return out;
}

}  // namespace literals
}  // namespace stsafe
