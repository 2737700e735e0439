#include "apps/stsafe/secret_copy.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "apps/stsafe/data_output.h"

namespace stsafe::tool {
void require_new_file(const std::string& file) {
  std::error_code error;
  if (file.empty() || !std::filesystem::exists(std::filesystem::symlink_status(file, error)))
    return;
  throw devices::usage_failure(
      fmt::format("'{}' exists; a file with keys is not replaced: name another one", file));
}

void save_secret(const std::string& file, ByteView secret) {
  require_new_file(file);
  write_data({.file = file, .raw = false, .force = false}, secret);
}

void refuse_terminal(bool may_show, std::string_view what) {
  if (may_show || isatty(STDOUT_FILENO) != 1) return;
  throw devices::usage_failure(fmt::format(
      "the {} is a secret: write it to a file with -o FILE, or say --show to see it here", what));
}

}  // namespace stsafe::tool
