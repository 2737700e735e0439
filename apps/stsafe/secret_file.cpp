#include "apps/stsafe/secret_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "apps/devices/failure.h"
#include "stsafe/base/hex.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;
constexpr std::size_t kMaxFileSize = 256;  // 64 bytes in hexadecimal, with room for white space

class File {
 public:
  explicit File(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
      throw usage_failure(fmt::format("cannot open '{}': {}", path, std::strerror(errno)));
    }
  }
  ~File() { close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

void refuse_loose_permissions(const File& file, const std::string& path) {
  struct stat facts{};
  if (fstat(file.descriptor(), &facts) != 0) {
    throw usage_failure(fmt::format("cannot inspect '{}': {}", path, std::strerror(errno)));
  }
  if (S_ISDIR(facts.st_mode)) throw usage_failure(fmt::format("'{}' is a directory", path));
  if (S_ISREG(facts.st_mode) && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw usage_failure(
        fmt::format("'{}' holds a secret but is open to other users: chmod 600 '{}'", path, path));
  }
}

std::size_t read_all(const File& file, const std::string& path, ByteSpan buffer) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const auto got = read(file.descriptor(), buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      throw usage_failure(fmt::format("cannot read '{}': {}", path, std::strerror(errno)));
    }
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return size;
}

/// Reads hexadecimal digits in place; 0 if it is anything else.
std::size_t decode_hex(ByteView text, ByteSpan out) {
  std::size_t digits = 0;
  for (const auto byte : text) {
    const char c = std::to_integer<char>(byte);
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    const int value = hex_digit_value(c);
    if (value < 0 || digits / 2 >= out.size()) return 0;
    auto& target = out[digits / 2];
    target =
        static_cast<std::byte>(digits % 2 == 0 ? value << 4 : std::to_integer<int>(target) | value);
    ++digits;
  }
  return digits % 2 == 0 ? digits / 2 : 0;
}

bool is_allowed(std::size_t size, std::initializer_list<std::size_t> sizes) {
  return std::ranges::find(sizes, size) != sizes.end();
}

}  // namespace

void read_secret_file(const std::string& path, std::initializer_list<std::size_t> sizes,
                      FileSecret& secret) {
  const File file{path};
  refuse_loose_permissions(file, path);
  Secret<kMaxFileSize> content;
  const auto buffer = content.prepare(kMaxFileSize);
  const auto size = read_all(file, path, buffer);
  Secret<64> decoded;
  const auto decoded_size = decode_hex(buffer.first(size), decoded.prepare(64));
  if (is_allowed(decoded_size, sizes)) {
    copy_bytes(decoded.reveal().first(decoded_size), secret.prepare(decoded_size));
  } else if (is_allowed(size, sizes)) {
    copy_bytes(buffer.first(size), secret.prepare(size));
  } else {
    throw usage_failure(
        fmt::format("'{}' does not hold a key: expected {} bytes, raw or as hexadecimal digits",
                    path, fmt::join(sizes, " or ")));
  }
}

}  // namespace stsafe::tool
