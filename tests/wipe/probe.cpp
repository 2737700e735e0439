// Functions with secrets on the stack, for proof.py: it compiles this file and reads the machine
// code. The bodies of the extern functions are unknown to the compiler, as a cryptographic
// library's are.
#include "stsafe/base/secret.h"

extern "C" {

void fill_secret(std::byte* memory, std::size_t size);
int use_secret(const std::byte* memory, std::size_t size);

int probe_one_return() {
  stsafe::Secret<32> key;
  const auto memory = key.prepare(32);
  fill_secret(memory.data(), memory.size());
  return use_secret(key.reveal().data(), key.size());
}

int probe_early_return(int attempts) {
  stsafe::Secret<32> key;
  const auto memory = key.prepare(32);
  fill_secret(memory.data(), memory.size());
  if (use_secret(key.reveal().data(), key.size()) < 0) return -1;
  for (int i = 0; i < attempts; ++i) {
    if (use_secret(key.reveal().data(), key.size()) == i) return i;
  }
  return -2;
}

int probe_wipe_on_exit(bool twice) {
  stsafe::Fixed<32> key{};
  const stsafe::WipeOnExit wiped{key};
  fill_secret(key.data(), key.size());
  if (!twice) return use_secret(key.data(), key.size());
  return use_secret(key.data(), key.size()) + use_secret(key.data(), key.size());
}

}  // extern "C"
