#include "apps/devices/open_device.h"

#include <fmt/format.h>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/devices/profiles.h"
#include "apps/devices/state_file.h"

namespace stsafe::devices {
namespace {

std::string unreachable(const socket::Endpoint& endpoint, Error why) {
  const auto* what_happened =
      why == BusError::kTimeout ? "it does not answer" : "nobody listens there";
  return fmt::format("cannot connect to {}: {}. Is stsafe-sim running?", to_string(endpoint),
                     what_happened);
}

}  // namespace

OpenDevice::OpenDevice(std::string_view device, const OpenOptions& options) {
  const auto parsed = parse_device_string(device);
  if (parsed.socket) {
    socket_ = std::make_unique<socket::SocketTransport>(*parsed.socket);
    if (const auto connected = socket_->connect(); !connected) {
      throw Failure{Failure::Kind::kDevice, unreachable(*parsed.socket, connected.error())};
    }
  } else if (parsed.i2c) {
    i2c_ = std::make_unique<I2cBoard>(*parsed.i2c, clock_, options.failure_detail);
    if (options.trace) options.trace(fmt::format("# {}", i2c_->describe()));
  } else {
    const auto named = parsed.profile ? find_profile(*parsed.profile) : default_profile();
    authority_ = find_authority(parsed.ca, parsed.ca_key);
    board_ =
        std::make_unique<SimulatedBoard>(parsed.seed ? parsed.seed : options.seed, named.profile,
                                         parsed.choices, parsed.state, &authority_->issuer());
    if (const auto started = board_->started(); !started) {
      if (parsed.state) {
        throw state_file_failure(*parsed.state, started.error(), board_->store_detail());
      }
      throw Failure{Failure::Kind::kDevice, "the simulated device could not be made"};
    }
  }
  random_ = std::make_unique<RandomSource>(options.seed, "host");
  crypto_ = std::make_unique<crypto_openssl::OpensslCrypto>(random_->rng());
  if (options.trace) {
    tracer_ = std::make_unique<TracingTransport>(plain_transport(), options.trace);
  }
}

link::Transport& OpenDevice::plain_transport() {
  if (socket_) return *socket_;
  if (i2c_) return *i2c_;
  return board_->transport();
}

}  // namespace stsafe::devices
