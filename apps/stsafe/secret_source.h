#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stsafe/base/secret.h"

namespace stsafe::tool {

/// The largest secret read: the key of an HMAC, far above two AES-256 host keys.
inline constexpr std::size_t kMaxSecretSize = 256;
using InputSecret = Secret<kMaxSecretSize>;

/// How many bytes a secret may have.
struct SecretSizes {
  /// One of these.
  SecretSizes(std::initializer_list<std::size_t> list) : sizes(list) {}
  /// Any number from one to the other.
  static SecretSizes between(std::size_t least, std::size_t most);
  bool allow(std::size_t size) const;
  /// "16 or 32 bytes".
  std::string describe() const;

  std::vector<std::size_t> sizes;
  std::size_t least = 1;
  std::size_t most = 0;
};

/// Where secrets come from, as the help says; never from the command line itself.
inline constexpr const char* kSecretSourceHelp =
    "FILE, fd:N (an open file descriptor), env:NAME (an environment variable) or prompt:";

/// Reads a secret: raw bytes, or as many in hexadecimal. `source` is `FILE` or `file:FILE`, `fd:N`,
/// `env:NAME`, or `prompt:`, which asks on the terminal without echo. `what` names it for people.
/// Throws Failure if it cannot be read, has another size, or is in a file open to other users. The
/// message never shows what was read.
void read_secret(const std::string& source, std::string_view what, const SecretSizes& sizes,
                 InputSecret& secret);

}  // namespace stsafe::tool
