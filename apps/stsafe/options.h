#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace stsafe::tool {

/// Which device, and how it is talked to: the same as long as it is open.
struct DeviceOptions {
  std::string device;         ///< device string or a name of the configuration; empty: its default
  std::string serial_number;  ///< in hexadecimal; empty: any
  std::string config_file;    ///< empty: the user's own
  std::string host_keys;      ///< source of the secret; empty: those of the configuration, or none
  std::optional<std::uint64_t> seed;
  bool trace = false;
  bool record_secrets = false;
};

/// How one verb behaves, and what it prints.
struct VerbOptions {
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool dry_run = false;
  bool yes = false;
};

}  // namespace stsafe::tool
