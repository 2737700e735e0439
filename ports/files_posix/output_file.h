#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "cose/byte_sink.h"
#include "ports/files_posix/descriptor.h"

namespace stsafe::files_posix {

struct OutputOptions {
  /// Whether a file that has the name already is replaced. What is not a file is never replaced: no
  /// folder, no device, no symbolic link.
  bool overwrite = false;
  /// The permissions of the file. The default suits opened plaintext.
  ::mode_t mode = 0600;
  /// Writes under a hidden name from the start, as on file systems that have no files without one.
  bool needs_name = false;
};

/// A file that appears under its name only when all of it is written and lies on the medium.
///
/// Until commit() it has no name at all, so that whatever ends this process leaves nothing (Linux'
/// O_TMPFILE). Where a file system cannot do that, and for a moment while another file is
/// replaced, it is `.NAME.XXXXXX.part` in the same folder; only a kill leaves that behind.
class OutputFile final : public cose::ByteSink {
 public:
  /// Fails at once if the file may not be made: something has its name (Reason::kInvalidRequest),
  /// or the folder is missing or cannot be written to (Reason::kStream).
  static cose::Result<OutputFile> create(const std::string& name, const OutputOptions& options);
  ~OutputFile() { discard(); }
  OutputFile(OutputFile&&) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;

  /// Fails with what the operating system says, for example that there is no space left.
  cose::Result<void> write(ByteView bytes) override;
  /// Fails with Reason::kInvalidRequest if somebody else has made a file of this name meanwhile and
  /// it must not be replaced.
  cose::Result<void> commit() override;
  void discard() override;

 private:
  OutputFile(Descriptor folder, std::string name, std::string last, const OutputOptions& options);

  cose::Result<void> check_name() const;
  cose::Result<void> start();
  /// Gives the file a hidden name. 0, or the number of an error.
  int start_with_name();
  int link_to(const std::string& last) const;
  /// Puts the file where it belongs. 0, or the number of an error.
  int place();
  int place_without_replacing();
  cose::Failure exists() const;

  Descriptor folder_;
  std::string name_;  ///< as the caller gave it
  std::string last_;  ///< without its folder
  OutputOptions options_;
  Descriptor file_;
  std::optional<std::string> hidden_;  ///< the name that it has so far
};

}  // namespace stsafe::files_posix
