#pragma once

#include <map>
#include <string>
#include <vector>

namespace stsafe::tool {

/// A device that a verb can talk to.
struct Target {
  std::string device;     ///< device string
  std::string host_keys;  ///< source of the secret (secret_source.h); empty: none
};

/// The user's configuration: a JSON document (docs/configuration.md).
struct Config {
  std::string device;                     ///< device string or name; empty: none is preferred
  std::map<std::string, Target> devices;  ///< by name

  std::vector<Target> targets() const;
};

/// Reads a configuration. Without `file`, the one that STSAFE_CONFIG names, or
/// $XDG_CONFIG_HOME/stsafe/config.json, or ~/.config/stsafe/config.json; if the latter do not exist
/// there is none. Throws Failure that says what is wrong and where.
Config read_config(const std::string& file);

/// The device to talk to: what was asked for, or STSAFE_DEVICE, or the configuration's, or `sim:`.
/// A name without colon is one of the configuration's devices; Failure (not found) if it is not.
Target choose_target(const Config& config, const std::string& asked_for);

}  // namespace stsafe::tool
