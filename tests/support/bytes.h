#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "stsafe/base/bytes.h"
#include "stsafe/base/hex.h"

namespace stsafe::testing_support {

using Bytes = std::vector<std::byte>;

inline Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }

/// Bytes as the vectors write them; two strings make a readable failure.
inline std::string hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text.push_back(kDigits[std::to_integer<std::size_t>(byte >> 4)]);
    text.push_back(kDigits[std::to_integer<std::size_t>(byte & std::byte{0x0F})]);
  }
  return text;
}

inline Bytes join(std::initializer_list<ByteView> parts) {
  Bytes all;
  for (const auto part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace stsafe::testing_support
