// Looks at the memory of a secret after its end, in a program that is optimised as a whole.
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <new>

#include "stsafe/base/secret.h"

namespace {

constexpr std::byte kPattern{0xA5};

// The compiler must not know that these bytes once were an object, whose end would make reading
// them undefined.
std::size_t count_pattern(const volatile std::byte* memory, std::size_t size) {
  std::size_t num_found = 0;
  for (std::size_t i = 0; i < size; ++i) num_found += memory[i] == kPattern ? 1U : 0U;
  return num_found;
}

template <class MakeAndEnd>
bool leaves_nothing(const char* what, MakeAndEnd make_and_end) {
  using Secret = stsafe::Secret<32>;
  alignas(Secret) static std::byte memory[sizeof(Secret)];
  const auto num_before = make_and_end(memory);
  const auto num_after = count_pattern(memory, sizeof(memory));
  if (num_before == 32 && num_after == 0) return true;
  std::printf("%s: %zu bytes of the secret before, %zu after\n", what, num_before, num_after);
  return false;
}

std::size_t fill(stsafe::Secret<32>& secret, const std::byte* memory) {
  const auto bytes = secret.prepare(32);
  std::memset(bytes.data(), std::to_integer<int>(kPattern), bytes.size());
  return count_pattern(memory, sizeof(secret));
}

}  // namespace

int main() {
  using Secret = stsafe::Secret<32>;
  const bool destroyed = leaves_nothing("destroyed", [](std::byte* memory) {
    auto* secret = new (memory) Secret;
    const auto num_before = fill(*secret, memory);
    secret->~Secret();
    return num_before;
  });
  const bool set_anew = leaves_nothing("set anew, shorter", [](std::byte* memory) {
    auto* secret = new (memory) Secret;
    const auto num_before = fill(*secret, memory);
    static_cast<void>(secret->prepare(1));
    return num_before;
  });
  const bool scope_left = leaves_nothing("WipeOnExit", [](std::byte* memory) {
    const stsafe::WipeOnExit wiped{stsafe::ByteSpan{memory, 32}};
    std::memset(memory, std::to_integer<int>(kPattern), 32);
    return count_pattern(memory, 32);
  });
  return destroyed && set_anew && scope_left ? 0 : 1;
}
