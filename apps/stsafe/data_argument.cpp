#include "apps/stsafe/data_argument.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "apps/devices/failure.h"
#include "apps/stsafe/arguments.h"
#include "apps/stsafe/interrupt.h"

namespace stsafe::tool {
namespace {

using devices::Failure;

constexpr std::size_t kPieceSize = 16384;

[[noreturn]] void refuse_missing_data(std::string_view what) {
  throw devices::usage_failure(
      fmt::format("no {}: give a FILE, - for standard input, --hex or --text", what));
}

class InputFile {
 public:
  explicit InputFile(const std::string& file)
      : name_(file),
        descriptor_(file == "-" ? STDIN_FILENO : open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail("open", errno);
  }
  ~InputFile() {
    if (descriptor_ != STDIN_FILENO) close(descriptor_);
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// How many bytes came; 0 at the end. Throws Failure.
  std::size_t read_some(ByteSpan buffer) const {
    for (;;) {
      const auto got = read(descriptor_, buffer.data(), buffer.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR || is_interrupted()) fail("read", errno);
    }
  }

 private:
  [[noreturn]] void fail(std::string_view what, int error) const {
    throw devices::file_failure(error, fmt::format("cannot {} '{}'", what, name_));
  }

  std::string name_;
  int descriptor_;
};

}  // namespace

void add_data_argument(CLI::App& verb, DataArgument& data, const std::string& what) {
  auto* file = verb.add_option("file", data.file, what + " in a file; - for standard input")
                   ->type_name("FILE");
  auto* hex = verb.add_option("--hex", data.hex, what + " in hexadecimal")->type_name("HEX");
  auto* text = verb.add_option("--text", data.text, what + " as it stands")->type_name("TEXT");
  file->excludes(hex, text);
  hex->excludes(text);
}

std::vector<std::byte> read_data(const DataArgument& data, std::string_view what,
                                 std::size_t max_size, std::string_view if_more) {
  std::vector<std::byte> bytes;
  if (data.hex) {
    bytes = parse_bytes("--hex", *data.hex);
  } else if (data.text) {
    const auto view = std::as_bytes(std::span{*data.text});
    bytes.assign(view.begin(), view.end());
  } else if (!data.file.empty()) {
    return read_input(data.file, what, max_size, if_more);
  } else {
    refuse_missing_data(what);
  }
  if (bytes.size() > max_size) {
    throw devices::usage_failure(
        fmt::format("the {} has {} bytes, more than {}{}", what, bytes.size(), max_size, if_more));
  }
  return bytes;
}

std::vector<std::byte> read_input(const std::string& file, std::string_view what,
                                  std::size_t max_size, std::string_view if_more) {
  const InputFile input{file};
  std::vector<std::byte> bytes(max_size + 1);  // at once: what grows leaves copies behind
  std::size_t size = 0;
  for (;;) {
    const auto got = input.read_some(ByteSpan{bytes}.subspan(size));
    if (got == 0) break;
    size += got;
    if (size > max_size) {
      throw devices::usage_failure(
          fmt::format("the {} in '{}' has more than {} bytes{}", what, file, max_size, if_more));
    }
  }
  bytes.resize(size);
  return bytes;
}

PiecewiseInput::PiecewiseInput(const DataArgument& data, std::string_view what) : data_(data) {
  if (!data.hex && !data.text && data.file.empty()) refuse_missing_data(what);
}

std::optional<std::uint64_t> PiecewiseInput::size() const {
  if (data_.hex) return parse_bytes("--hex", *data_.hex).size();
  if (data_.text) return data_.text->size();
  struct stat facts{};
  const bool is_file = stat(data_.file.c_str(), &facts) == 0 && S_ISREG(facts.st_mode);
  if (data_.file == "-" || !is_file) return std::nullopt;
  return static_cast<std::uint64_t>(facts.st_size);
}

void PiecewiseInput::for_each_piece(const std::function<void(ByteView)>& take) const {
  if (data_.hex) return take(parse_bytes("--hex", *data_.hex));
  if (data_.text) return take(std::as_bytes(std::span{*data_.text}));
  const InputFile input{data_.file};
  std::array<std::byte, kPieceSize> piece{};
  for (;;) {
    const auto got = input.read_some(piece);
    if (got == 0) return;
    take(ByteView{piece}.first(got));
  }
}

}  // namespace stsafe::tool
