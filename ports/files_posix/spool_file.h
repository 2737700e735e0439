#pragma once

#include <optional>

#include "cose/byte_sink.h"
#include "ports/files_posix/input_file.h"

namespace stsafe::files_posix {

/// Keeps bytes in a file without a name (in $TMPDIR, else in /tmp), which goes with this object.
/// The file is made with the first byte.
class SpoolFile final : public cose::Spool {
 public:
  cose::Result<void> write(ByteView bytes) override;
  cose::Result<cose::ByteSource*> read_back() override;

 private:
  cose::Result<void> open();

  Descriptor file_;
  std::optional<InputFile> reader_;
};

/// A pipe, or whatever else is open, to write to: each byte at once. For bytes that do no harm if
/// the rest never comes, such as those of a sealed file, which nobody opens in part.
class PipeSink final : public cose::ByteSink {
 public:
  /// `name` is for messages.
  PipeSink(Descriptor file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  cose::Result<void> write(ByteView bytes) override;
  cose::Result<void> commit() override { return {}; }
  void discard() override {}

 private:
  Descriptor file_;
  std::string name_;
};

/// A pipe that gets its bytes only when all of them are there and right: until then they lie in a
/// file without a name. For opened plaintext.
class HeldPipeSink final : public cose::ByteSink {
 public:
  HeldPipeSink(Descriptor file, std::string name) : pipe_(std::move(file), std::move(name)) {}

  cose::Result<void> write(ByteView bytes) override { return held_.write(bytes); }
  /// Passes everything on. A failure may leave a part of it passed on: the reader is gone, or full.
  cose::Result<void> commit() override;
  void discard() override { held_ = {}; }

 private:
  PipeSink pipe_;
  SpoolFile held_;
};

}  // namespace stsafe::files_posix
