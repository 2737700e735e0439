#include "apps/stsafe/sealed_streams.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "apps/stsafe/data_output.h"
#include "apps/stsafe/sealing.h"

namespace stsafe::tool {
namespace {

constexpr std::size_t kMaxOnCommandLine = 65535;

}  // namespace

DataArgument or_standard_input(DataArgument data) {
  if (data.file.empty() && !data.hex && !data.text) data.file = "-";
  return data;
}

files_posix::InputFile open_input(const std::string& file) {
  auto opened = files_posix::InputFile::open(file);
  if (opened) return std::move(*opened);
  const auto failure = sealing_failure("Read", opened.error());
  const bool is_missing = ::access(file.c_str(), F_OK) != 0 && errno == ENOENT;
  throw Failure{is_missing ? Failure::Kind::kNotFound : failure.kind(), failure.what()};
}

SealedInput::SealedInput(const DataArgument& data, std::string_view what) {
  if (data.file == "-") {
    file_.emplace(files_posix::InputFile::of(files_posix::Descriptor::borrowed(STDIN_FILENO),
                                             "standard input"));
  } else if (!data.file.empty()) {
    file_.emplace(open_input(data.file));
  } else {
    bytes_ = read_data(data, what, kMaxOnCommandLine);
    memory_.emplace(bytes_);
  }
}

cose::ByteSource& SealedInput::source() {
  if (file_) return *file_;
  return *memory_;
}

SealedOutput::SealedOutput(const std::string& file, bool may_replace, Passing passing) {
  if (!file.empty()) {
    file_ = std::make_unique<files_posix::OutputFile>(create_output(file, may_replace));
    return;
  }
  auto out = files_posix::Descriptor::borrowed(STDOUT_FILENO);
  if (passing == Passing::kWhenVerified) {
    held_.emplace(std::move(out), "standard output");
  } else {
    pipe_.emplace(std::move(out), "standard output");
  }
}

cose::ByteSink& SealedOutput::sink() {
  if (file_) return *file_;
  if (held_) return *held_;
  return *pipe_;
}

}  // namespace stsafe::tool
