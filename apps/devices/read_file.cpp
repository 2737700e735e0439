#include "apps/devices/read_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "apps/devices/failure.h"

namespace stsafe::devices {

std::vector<std::byte> read_file(const std::string& what, const std::string& path,
                                 std::size_t max_size) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw usage_failure(fmt::format("{} '{}' is a directory", what, path));
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    const int reason = errno;  // before the text is made
    throw file_failure(reason, fmt::format("{} '{}' cannot be read", what, path));
  }
  std::vector<std::byte> bytes(max_size + 1);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > max_size) {
    throw usage_failure(fmt::format("{} '{}' is longer than {} bytes", what, path, max_size));
  }
  return bytes;
}

std::string read_document(const std::string& what, const std::string& name_or_file,
                          std::string_view built_in, std::size_t max_size) {
  std::error_code error;
  if (!std::filesystem::exists(name_or_file, error)) {
    throw usage_failure(
        fmt::format("{} '{}' is neither built in ({}) nor a file", what, name_or_file, built_in));
  }
  const auto bytes = read_file(what, name_or_file, max_size);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void refuse_if_others_may_read(const std::string& what, const std::string& path) {
  using std::filesystem::perms;
  std::error_code error;
  const auto allowed = std::filesystem::status(path, error).permissions();
  if (!error && (allowed & (perms::group_all | perms::others_all)) != perms::none) {
    throw usage_failure(
        fmt::format("{} '{}' is open to other users; run: chmod 600 '{}'", what, path, path));
  }
}

}  // namespace stsafe::devices
