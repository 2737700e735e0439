#pragma once

#include <string>

#include "stsafe/base/secret.h"

namespace stsafe::tool {

/// The largest secret read from a file: two AES-256 host keys.
using FileSecret = Secret<64>;

/// Reads a secret from a file: raw bytes, or as many in hexadecimal. `sizes` are the sizes allowed.
/// Throws Failure if the file cannot be read, is open to other users, or has another size. The
/// message never shows what is in it.
void read_secret_file(const std::string& path, std::initializer_list<std::size_t> sizes,
                      FileSecret& secret);

}  // namespace stsafe::tool
