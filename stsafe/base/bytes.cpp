#include "stsafe/base/bytes.h"

namespace stsafe {

bool equal_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size()) return false;
  // `volatile` keeps the compiler from leaving the loop at the first difference.
  volatile std::uint8_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<std::uint8_t>(difference | std::to_integer<std::uint8_t>(a[i] ^ b[i]));
  }
  return difference == 0;
}

}  // namespace stsafe
