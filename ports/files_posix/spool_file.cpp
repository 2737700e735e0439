#include "ports/files_posix/spool_file.h"

#include <unistd.h>

#include <cerrno>

namespace stsafe::files_posix {
namespace {

constexpr std::size_t kPassedOn = std::size_t{64} * 1024;
constexpr const char* kSpoolName = "a temporary file";

}  // namespace

cose::Result<void> SpoolFile::open() {
  if (file_.is_open()) return {};
  auto opened = open_unnamed();
  if (!opened) return opened.error();
  file_ = std::move(*opened);
  return {};
}

cose::Result<void> SpoolFile::write(ByteView bytes) {
  if (auto opened = open(); !opened) return opened;
  if (const int error = write_all(file_, bytes); error != 0) {
    return system_failure("write", kSpoolName, error);
  }
  return {};
}

cose::Result<cose::ByteSource*> SpoolFile::read_back() {
  if (auto opened = open(); !opened) return opened.error();
  if (::lseek(file_.number(), 0, SEEK_SET) < 0) {
    return system_failure("read", kSpoolName, errno);
  }
  reader_.emplace(InputFile::of(Descriptor::borrowed(file_.number()), kSpoolName));
  return &*reader_;
}

cose::Result<void> PipeSink::write(ByteView bytes) {
  if (const int error = write_all(file_, bytes); error != 0) {
    return system_failure("write", name_, error);
  }
  return {};
}

cose::Result<void> HeldPipeSink::commit() {
  auto content = held_.read_back();
  if (!content) return content.error();
  while (true) {
    const auto piece = (*content)->next(kPassedOn);
    if (!piece) return piece.error();
    if (piece->empty()) return {};
    if (auto written = pipe_.write(*piece); !written) return written;
  }
}

}  // namespace stsafe::files_posix
