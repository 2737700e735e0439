#include "apps/stsafe/data_output.h"

#include <fmt/format.h>

#include <cstdio>

#include "apps/stsafe/sealing.h"
#include "apps/text/hex_text.h"

namespace stsafe::tool {

files_posix::OutputFile create_output(const std::string& file, bool may_replace) {
  constexpr ::mode_t kForItsOwner = 0600;
  auto created = files_posix::OutputFile::create(
      file, {.overwrite = may_replace, .mode = kForItsOwner, .needs_name = false});
  if (created) return std::move(*created);
  if (!may_replace && created.error().reason == cose::Reason::kInvalidRequest) {
    throw devices::usage_failure(fmt::format("'{}' exists; say --force to replace it", file));
  }
  throw sealing_failure("Write", created.error());
}

void finish_output(files_posix::OutputFile& file, ByteView bytes) {
  require_sealed("Write", file.write(bytes));
  require_sealed("Write", file.commit());
}

void add_data_output(CLI::App& verb, DataOutput& output, const std::string& what) {
  auto* file =
      verb.add_option("-o,--output", output.file, what + " into this file")->type_name("FILE");
  verb.add_flag("--raw", output.raw, what + " as bytes, not as hexadecimal digits")->excludes(file);
  verb.add_flag("--force", output.force, "Replace the file if it exists");
}

bool is_shown(const DataOutput& output) { return output.file.empty() && !output.raw; }

void write_data(const DataOutput& output, ByteView bytes) {
  if (!output.file.empty()) {
    auto file = create_output(output.file, output.force);
    finish_output(file, bytes);
  } else if (output.raw) {
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  } else {
    fmt::print("{}\n", text::to_hex(bytes));
  }
}

}  // namespace stsafe::tool
