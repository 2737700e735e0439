// What must not be done, so that proof.py has something to refuse: the optimiser sees that nobody
// reads the zeros that a plain memset leaves in memory about to be given up, and drops them.
#include <cstddef>
#include <cstring>

namespace {

struct NaiveSecret {
  ~NaiveSecret() { std::memset(bytes, 0, sizeof(bytes)); }
  std::byte bytes[32]{};
};

}  // namespace

extern "C" {

void fill_secret(std::byte* memory, std::size_t size);
int use_secret(const std::byte* memory, std::size_t size);

int probe_naive(bool twice) {
  NaiveSecret key;
  fill_secret(key.bytes, sizeof(key.bytes));
  if (!twice) return use_secret(key.bytes, sizeof(key.bytes));
  return use_secret(key.bytes, sizeof(key.bytes)) + use_secret(key.bytes, sizeof(key.bytes));
}

}  // extern "C"
