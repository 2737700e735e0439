#include "apps/stsafe/secret_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/silent_prompt.h"
#include "stsafe/base/hex.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;
// All in hexadecimal, with room for white space.
constexpr std::size_t kMaxSecretText = 2 * kMaxSecretSize + 128;
using SecretText = Secret<kMaxSecretText>;

class SecretFile {
 public:
  explicit SecretFile(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
      const int error = errno;  // before the text is made
      throw devices::file_failure(error, fmt::format("cannot open '{}'", path));
    }
  }
  ~SecretFile() { close(descriptor_); }
  SecretFile(const SecretFile&) = delete;
  SecretFile& operator=(const SecretFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

void refuse_loose_permissions(int descriptor, const std::string& path) {
  struct stat facts{};
  if (fstat(descriptor, &facts) != 0) {
    const int error = errno;  // before the text is made
    throw devices::file_failure(error, fmt::format("cannot inspect '{}'", path));
  }
  if (S_ISDIR(facts.st_mode)) throw usage_failure(fmt::format("'{}' is a directory", path));
  if (S_ISREG(facts.st_mode) && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw usage_failure(
        fmt::format("'{}' holds a secret but is open to other users: chmod 600 '{}'", path, path));
  }
}

std::size_t read_all(int descriptor, const std::string& place, ByteSpan buffer) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const auto got = read(descriptor, buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR && !is_interrupted()) continue;
    if (got < 0) {
      const int error = errno;  // before the text is made
      throw devices::file_failure(error, fmt::format("cannot read '{}'", place));
    }
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return size;
}

std::size_t read_file(const std::string& path, ByteSpan buffer) {
  const SecretFile file{path};
  refuse_loose_permissions(file.descriptor(), path);
  return read_all(file.descriptor(), path, buffer);
}

std::size_t read_descriptor(std::string_view number, ByteSpan buffer) {
  const auto descriptor = devices::parse_number(number, "fd:");
  if (descriptor > INT32_MAX) throw usage_failure(fmt::format("fd:{}: no such number", number));
  return read_all(static_cast<int>(descriptor), fmt::format("fd:{}", number), buffer);
}

std::size_t read_variable(const std::string& name, ByteSpan buffer) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    throw usage_failure(fmt::format("the environment has no variable '{}'", name));
  }
  const auto size = std::min(std::strlen(value), buffer.size());
  copy_bytes(std::as_bytes(std::span{value, size}), buffer.first(size));
  return size;
}

std::size_t read_text(const std::string& source, std::string_view what, ByteSpan buffer) {
  if (source.starts_with("fd:")) return read_descriptor(std::string_view{source}.substr(3), buffer);
  if (source.starts_with("env:")) return read_variable(source.substr(4), buffer);
  if (source.starts_with("file:")) return read_file(source.substr(5), buffer);
  if (source == "prompt:" || source == "prompt") return prompt_silently(what, buffer);
  return read_file(source, buffer);
}

/// Reads hexadecimal digits; 0 if it is anything else.
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

/// True for a line of text, with its end.
bool is_line(ByteView text) {
  const auto is_printable = [](std::byte byte) {
    return byte >= std::byte{0x20} && byte < std::byte{0x7F};
  };
  return text.size() > 1 && text.back() == std::byte{'\n'} &&
         std::ranges::all_of(text.first(text.size() - 1), is_printable);
}

/// What looks like a key is not repeated in an error.
void refuse_secret_itself(const std::string& source) {
  constexpr std::size_t kLikeAKey = 32;
  const bool is_hex = source.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (source.size() < kLikeAKey || !is_hex || access(source.c_str(), F_OK) == 0) return;
  throw usage_failure(
      "a secret does not stand on the command line, where others can read it: name a file, fd:N, "
      "env:NAME or prompt:");
}

}  // namespace

SecretSizes SecretSizes::between(std::size_t least, std::size_t most) {
  SecretSizes all{};
  all.least = least;
  all.most = most;
  return all;
}

bool SecretSizes::allow(std::size_t size) const {
  return std::ranges::find(sizes, size) != sizes.end() || (size >= least && size <= most);
}

std::string SecretSizes::describe() const {
  if (sizes.empty()) return fmt::format("{} to {} bytes", least, most);
  return fmt::format("{} bytes", fmt::join(sizes, " or "));
}

void read_secret(const std::string& source, std::string_view what, const SecretSizes& sizes,
                 InputSecret& secret) {
  refuse_secret_itself(source);
  SecretText text;
  const auto buffer = text.prepare(kMaxSecretText);
  auto size = read_text(source, what, buffer);
  InputSecret decoded;
  const auto decoded_size = decode_hex(buffer.first(size), decoded.prepare(kMaxSecretSize));
  if (decoded_size > 0 && sizes.allow(decoded_size)) {
    copy_bytes(decoded.reveal().first(decoded_size), secret.prepare(decoded_size));
    return;
  }
  if (sizes.allow(size) && !sizes.allow(size - 1) && is_line(buffer.first(size))) {
    throw usage_failure(
        fmt::format("'{}' holds a line of {} bytes, but the {} has {}; if its last byte is a line "
                    "feed, give it in hexadecimal digits",
                    source, size - 1, what, sizes.describe()));
  }
  // What a text editor has saved ends in a line feed.
  if (!sizes.allow(size) && size > 0 && buffer[size - 1] == std::byte{'\n'}) --size;
  if (size <= kMaxSecretSize && sizes.allow(size)) {
    copy_bytes(buffer.first(size), secret.prepare(size));
  } else {
    throw usage_failure(
        fmt::format("'{}' does not hold the {}: expected {}, raw or as hexadecimal digits", source,
                    what, sizes.describe()));
  }
}

}  // namespace stsafe::tool
