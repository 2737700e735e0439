#pragma once

#include <memory>
#include <string_view>

#include "apps/devices/device_string.h"
#include "apps/devices/i2c_board.h"
#include "apps/devices/recording_transport.h"
#include "apps/devices/replaying_transport.h"
#include "apps/devices/simulated_board.h"
#include "apps/devices/trace.h"
#include "apps/devices/wall_clock.h"
#include "ports/clock_posix/posix_clock.h"
#include "ports/socket/socket_transport.h"

namespace stsafe::devices {

struct OpenOptions {
  using Sink = std::function<void(std::string_view line)>;

  std::optional<std::uint64_t> seed;  ///< for a simulator, and for the host's own random numbers
  Sink trace;                         ///< null: no trace
  /// What is known of the last exchange's failure besides its error; empty if it did not fail.
  std::shared_ptr<std::string> failure_detail = std::make_shared<std::string>();
  /// For `record:`. Kept: whoever reads the file has the keys.
  RecordingTransport::Secrets recorded_secrets = RecordingTransport::Secrets::kRedacted;
  /// What a person should know of a recording, and where a program departs from a replay.
  Sink remark = [](std::string_view) {};
  Sink departure = [](std::string_view) {};
};

/// A device ready to talk to, and the host's cryptography beside it.
class OpenDevice {
 public:
  /// Throws Failure (usage) for a device string that means nothing, and Failure that names
  /// the socket if it cannot be reached, the bus if it cannot be opened, or the file of state if it
  /// cannot be used. A recording's file is made once the device is open, and removed if no frame
  /// passes.
  OpenDevice(std::string_view device, const OpenOptions& options);
  OpenDevice(const OpenDevice&) = delete;
  OpenDevice& operator=(const OpenDevice&) = delete;

  link::Transport& transport();
  crypto_openssl::OpensslCrypto& crypto() { return *crypto_; }
  /// The simulator of this process; null if the device is elsewhere.
  SimulatedBoard* board() { return board_.get(); }
  /// A simulator of this process may be changed for good without asking, and a replay changes
  /// nothing. What is behind a socket or on a bus lives on.
  bool is_simulator() const { return board_ != nullptr || replay_ != nullptr; }

 private:
  void open_board(const DeviceString& device, std::optional<std::uint64_t> seed);
  link::Transport& plain_transport();
  link::Transport& recorded_transport();
  link::Clock& clock();

  std::unique_ptr<Authority> authority_;  ///< of the board
  std::unique_ptr<SimulatedBoard> board_;
  std::unique_ptr<socket::SocketTransport> socket_;
  clock_posix::PosixClock clock_;  ///< of the chip on a bus
  std::unique_ptr<I2cBoard> i2c_;
  std::unique_ptr<ReplayingTransport> replay_;
  WallClock wall_clock_;
  std::unique_ptr<RecordingTransport> recorder_;
  std::unique_ptr<RandomSource> random_;
  std::unique_ptr<crypto_openssl::OpensslCrypto> crypto_;
  std::unique_ptr<TracingTransport> tracer_;
};

}  // namespace stsafe::devices
