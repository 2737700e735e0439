#pragma once

#include <csignal>
#include <vector>

#include "apps/devices/authority.h"
#include "apps/devices/timings.h"
#include "apps/stsafe-sim/bus_server.h"
#include "apps/stsafe-sim/control_server.h"
#include "apps/stsafe-sim/frame_server.h"
#include "stsafe/sim/profile/spl05.h"

namespace stsafe::simulator {

/// How the simulator was asked to run.
struct Settings {
  socket::Endpoint listen{.host = "127.0.0.1", .port = socket::kDefaultPort};
  /// The first device's bus socket; without it there is none.
  std::optional<socket::Endpoint> bus{};
  std::optional<socket::Endpoint> control{};
  std::size_t num_devices = 1;
  std::optional<std::uint64_t> seed{};
  sim::Profile profile = sim::spl05();
  sim::Choices choices{};
  profile_json::NamedTiming timing = devices::default_timing();
  /// The chips' time goes with the real one; otherwise nobody sees them busy.
  bool is_real_time = false;
  /// A folder with one file for each device; empty: they are fresh each time.
  std::string state_folder{};
  /// Certificate and private key of the authority that certifies the devices, as files; without
  /// them the test authority does.
  std::optional<std::string> ca{};
  std::optional<std::string> ca_key{};
  bool allow_secrets = false;
  Limits limits{};
};

/// Devices with their frame and bus sockets, and one control socket, all in one thread.
class Simulator {
 public:
  /// Listens from now on. Throws Failure if a device does not start or an endpoint cannot be had.
  /// Hundreds of devices take their time: a signal ends it here, too.
  Simulator(const Settings& settings, const Log& log);

  /// True after a signal or stop(): there is nothing to serve.
  bool is_stopped() const { return context_.stopped(); }

  /// One JSON line that says that all sockets are open, and where.
  std::string readiness() const;
  /// Serves until SIGINT or SIGTERM, or stop(); then gives the answers that are due, at most for
  /// two seconds. A second signal ends the process.
  void run();
  void stop();

 private:
  void wait_for_signal();
  void start_device(const Settings& settings, std::size_t number);
  void finish();

  const Log& log_;
  // First: what it runs holds parts of the others.
  asio::io_context context_{1};
  asio::signal_set signals_{context_, SIGINT, SIGTERM};
  std::unique_ptr<devices::Authority> authority_;
  std::vector<std::unique_ptr<SimulatedDevice>> devices_;
  std::optional<Control> control_;
  std::vector<std::unique_ptr<FrameServer>> frame_servers_;
  std::vector<std::unique_ptr<BusServer>> bus_servers_;
  std::optional<ControlServer> control_server_;
};

/// The endpoint of one of several devices: ports count up (but for port 0), paths get `-0`, `-1` …
socket::Endpoint endpoint_of(const socket::Endpoint& first, std::size_t number, std::size_t count);

}  // namespace stsafe::simulator
