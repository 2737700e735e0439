#pragma once

#include <sys/types.h>

#include <memory>
#include <mutex>

#include "apps/devices/failure.h"
#include "apps/devices/open_device.h"
#include "apps/i2c-preload/settings.h"
#include "ports/socket/bus_client.h"
#include "stsafe/sim/bus_port.h"

namespace stsafe::i2c_preload {

/// Says why an adapter cannot be reached, to a person and, as errno, to the program.
class Unreachable : public devices::Failure {
 public:
  Unreachable(int code, const std::string& message) : Failure(Kind::kBus, message), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

/// A simulated adapter in this process, for all who open its path: the connection to a bus socket,
/// or a simulator with its chip. Used by several threads at once.
class Adapter {
 public:
  /// Connects, or makes the chip. Throws Unreachable, or another Failure that says what is not
  /// possible.
  explicit Adapter(const std::string& device);
  Adapter(const Adapter&) = delete;
  Adapter& operator=(const Adapter&) = delete;

  /// Carries a transaction out; one at a time.
  Result<link::I2cOutcome> transfer(link::I2cTransaction transaction);
  /// Opens a file that stands for the adapter. With a Unix socket it is the same one in all
  /// processes, so that they see each other's locks. Returns -1 and sets errno if that is not
  /// possible; ELOOP if somebody put a link there.
  int open_file(bool close_on_exec) const;
  /// Its name, for a person.
  std::string file() const { return file_.empty() ? "a file in memory" : file_; }

  /// Held during a transaction, and while the process forks.
  std::mutex& mutex() { return mutex_; }

 private:
  std::mutex mutex_;
  std::optional<socket::BusClient> client_;
  pid_t connected_by_;  ///< a connection is not shared with a parent
  std::unique_ptr<devices::OpenDevice> device_;
  std::optional<sim::BusPort> port_;
  std::string file_;  ///< what open_file() opens; empty: a file in memory
};

}  // namespace stsafe::i2c_preload
