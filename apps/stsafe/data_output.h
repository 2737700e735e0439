#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "ports/files_posix/output_file.h"
#include "stsafe/base/bytes.h"

namespace stsafe::tool {

/// Where the bytes go that a verb makes.
struct DataOutput {
  std::string file;  ///< empty: standard output
  bool raw = false;  ///< the bytes themselves on standard output, not hexadecimal digits
  bool force = false;
};

/// A file, for its owner alone, that appears whole or not at all. Throws Failure; an existing one
/// is refused unless it may be replaced.
files_posix::OutputFile create_output(const std::string& file, bool may_replace);

/// Writes all there is, and gives the file its name. Throws Failure.
void finish_output(files_posix::OutputFile& file, ByteView bytes);

/// Adds -o/--output, --raw and --force.
void add_data_output(CLI::App& verb, DataOutput& output, const std::string& what);

/// True if the bytes go where a person or a program reads them with the rest of the answer: on
/// standard output, as text.
bool is_shown(const DataOutput& output);

/// Writes the bytes: into a new file (for its owner alone, whole or not at all), or to standard
/// output. Throws Failure; an existing file is refused without --force.
void write_data(const DataOutput& output, ByteView bytes);

}  // namespace stsafe::tool
