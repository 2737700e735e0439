#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "cose/byte_source.h"
#include "ports/files_posix/descriptor.h"
#include "stsafe/base/wipe.h"

namespace stsafe::files_posix {

/// Bytes of a file or a pipe, read a piece at a time.
class InputFile final : public cose::ByteSource {
 public:
  ~InputFile() { wipe(buffer_); }
  InputFile(InputFile&&) noexcept = default;
  InputFile& operator=(InputFile&& other) noexcept;
  /// Opens a file, or whatever else has that name and can be read, but no folder.
  static cose::Result<InputFile> open(const std::string& name);
  /// Reads what is open already, for example standard input, from where it stands. `name` is for
  /// messages.
  static InputFile of(Descriptor file, std::string name);

  /// Known for files, not for pipes. Of a file that grows meanwhile: as it was opened.
  std::optional<std::uint64_t> size() const override { return size_; }
  cose::Result<ByteView> next(std::size_t most) override;
  bool can_seek() const override { return size_.has_value(); }
  cose::Result<void> seek(std::uint64_t position) override;

 private:
  InputFile(Descriptor file, std::string name);

  Descriptor file_;
  std::string name_;
  ::off_t first_ = 0;  ///< where the first byte lies
  std::optional<std::uint64_t> size_;
  std::vector<std::byte> buffer_;
};

}  // namespace stsafe::files_posix
