#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stsafe/base/bytes.h"

namespace stsafe::tool {

/// Data that a verb works on: a file, standard input, or bytes on the command line.
struct DataArgument {
  std::string file;
  std::optional<std::string> hex;
  std::optional<std::string> text;
};

/// Adds a positional FILE (- for standard input), --hex and --text, of which one is to be given.
void add_data_argument(CLI::App& verb, DataArgument& data, const std::string& what);

/// Reads it, at most `max_size` bytes. Throws Failure if it cannot be read, is more (`if_more` is
/// said then, too), or was given twice or not at all.
std::vector<std::byte> read_data(const DataArgument& data, std::string_view what,
                                 std::size_t max_size, std::string_view if_more = {});

/// Reads a whole file, or standard input for "-".
std::vector<std::byte> read_input(const std::string& file, std::string_view what,
                                  std::size_t max_size, std::string_view if_more = {});

/// The same data, of any size, piece by piece: never more than a piece of it is in memory.
class PiecewiseInput {
 public:
  /// Throws Failure if nothing was given. `data` must outlive this object.
  PiecewiseInput(const DataArgument& data, std::string_view what);

  /// How many bytes there will be; nothing if that shows only at the end.
  std::optional<std::uint64_t> size() const;
  /// Hands all of it over, in order; to be called once. Throws Failure if it cannot be read.
  void for_each_piece(const std::function<void(ByteView)>& take) const;

 private:
  const DataArgument& data_;
};

}  // namespace stsafe::tool
