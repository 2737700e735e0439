#include "apps/stsafe/data_output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "apps/devices/failure.h"
#include "apps/text/hex_text.h"

namespace stsafe::tool {
namespace {

using devices::Failure;

[[noreturn]] void fail(const std::string& file, int why) {
  throw Failure{Failure::Kind::kFailed,
                fmt::format("cannot write '{}': {}", file, std::strerror(why))};
}

/// A file beside the one that it becomes; gone unless it was published.
class NewFile {
 public:
  explicit NewFile(std::string file) : file_(std::move(file)), temporary_(file_ + ".XXXXXX") {
    descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail(file_, errno);
  }
  ~NewFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!is_published_) unlink(temporary_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(ByteView bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(file_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void publish(bool may_replace) {
    if (fsync(descriptor_) != 0) fail(file_, errno);
    // A link never replaces what is there.
    const int done = may_replace ? std::rename(temporary_.c_str(), file_.c_str())
                                 : link(temporary_.c_str(), file_.c_str());
    if (done != 0 && errno == EEXIST) {
      throw devices::usage_failure(fmt::format("'{}' exists; say --force to replace it", file_));
    }
    if (done != 0) fail(file_, errno);
    is_published_ = may_replace;
  }

 private:
  std::string file_;
  std::string temporary_;
  int descriptor_ = -1;
  bool is_published_ = false;
};

}  // namespace

void add_data_output(CLI::App& verb, DataOutput& output, const std::string& what) {
  auto* file =
      verb.add_option("-o,--output", output.file, what + " into this file")->type_name("FILE");
  verb.add_flag("--raw", output.raw, what + " as bytes, not as hexadecimal digits")->excludes(file);
  verb.add_flag("--force", output.force, "Replace the file if it exists");
}

bool is_shown(const DataOutput& output) { return output.file.empty() && !output.raw; }

void write_data(const DataOutput& output, ByteView bytes) {
  if (!output.file.empty()) {
    NewFile file{output.file};
    file.write(bytes);
    file.publish(output.force);
  } else if (output.raw) {
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  } else {
    fmt::print("{}\n", text::to_hex(bytes));
  }
}

}  // namespace stsafe::tool
