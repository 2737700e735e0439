#pragma once

#include <memory>
#include <optional>
#include <string>

#include "apps/stsafe/data_argument.h"
#include "cose/byte_sink.h"
#include "cose/memory_stream.h"
#include "ports/files_posix/input_file.h"
#include "ports/files_posix/output_file.h"
#include "ports/files_posix/spool_file.h"

// Where the verbs of sealed data read from and write to.
namespace stsafe::tool {

/// A file to be read. Throws Failure: not found if there is none.
files_posix::InputFile open_input(const std::string& file);

/// A file, standard input, or bytes of the command line.
class SealedInput {
 public:
  /// `what` names it for people. Throws Failure.
  SealedInput(const DataArgument& data, std::string_view what);
  cose::ByteSource& source();

 private:
  std::vector<std::byte> bytes_;
  std::optional<cose::MemorySource> memory_;
  std::optional<files_posix::InputFile> file_;
};

/// Standard input, where nothing was said: records come as they come.
DataArgument or_standard_input(DataArgument data);

/// When bytes that go to standard output are passed on.
enum class Passing : bool {
  kAtOnce,        ///< as they come: sealed bytes, and records that were verified
  kWhenVerified,  ///< all together, in the end: opened content
};

/// A file that appears when all of it is right, or standard output.
class SealedOutput {
 public:
  /// `file` is empty for standard output. Throws Failure.
  SealedOutput(const std::string& file, bool may_replace, Passing passing);
  cose::ByteSink& sink();

 private:
  std::unique_ptr<files_posix::OutputFile> file_;
  std::optional<files_posix::PipeSink> pipe_;
  std::optional<files_posix::HeldPipeSink> held_;
};

}  // namespace stsafe::tool
