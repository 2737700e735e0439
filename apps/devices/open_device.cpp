#include "apps/devices/open_device.h"

#include <fmt/format.h>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/devices/profiles.h"
#include "apps/devices/state_file.h"

namespace stsafe::devices {
namespace {

std::string unreachable(const socket::Endpoint& endpoint, socket::StreamError why) {
  const auto place = to_string(endpoint);
  if (why == socket::StreamError::kForbidden) {
    return fmt::format(
        "cannot connect to {}: no permission; it is for the user alone who started stsafe-sim",
        place);
  }
  const auto* what_happened =
      why == socket::StreamError::kTimeout ? "it does not answer" : "nobody listens there";
  return fmt::format("cannot connect to {}: {}. Is stsafe-sim running?", place, what_happened);
}

}  // namespace

OpenDevice::OpenDevice(std::string_view device, const OpenOptions& options) {
  const auto parsed = parse_device_string(device);
  if (parsed.replay) {
    replay_ =
        std::make_unique<ReplayingTransport>(*parsed.replay, options.departure, options.remark);
  } else if (parsed.socket) {
    socket_ = std::make_unique<socket::SocketTransport>(*parsed.socket);
    if (const auto connected = socket_->connect(); !connected) {
      throw Failure{Failure::Kind::kBus, unreachable(*parsed.socket, connected.error())};
    }
  } else if (parsed.i2c) {
    i2c_ = std::make_unique<I2cBoard>(*parsed.i2c, clock_, options.failure_detail);
    if (options.trace) options.trace(fmt::format("# {}", i2c_->describe()));
  } else {
    open_board(parsed, options.seed);
  }
  random_ = std::make_unique<RandomSource>(options.seed, "host");
  crypto_ = std::make_unique<crypto_openssl::OpensslCrypto>(random_->rng());
  if (parsed.record) {
    recorder_ =
        std::make_unique<RecordingTransport>(plain_transport(), clock(), *parsed.record,
                                             parsed.kind, options.recorded_secrets, options.remark);
  }
  if (options.trace) {
    tracer_ = std::make_unique<TracingTransport>(recorded_transport(), options.trace);
  }
}

void OpenDevice::open_board(const DeviceString& device, std::optional<std::uint64_t> seed) {
  const auto named = device.profile ? find_profile(*device.profile) : default_profile();
  authority_ = find_authority(device.ca, device.ca_key);
  board_ = std::make_unique<SimulatedBoard>(device.seed ? device.seed : seed, named.profile,
                                            device.choices, device.state, &authority_->issuer());
  if (const auto started = board_->started(); !started) {
    if (device.state) {
      throw state_file_failure(*device.state, started.error(), board_->store_detail());
    }
    throw Failure{Failure::Kind::kFailed, "the simulated device could not be made"};
  }
}

link::Transport& OpenDevice::transport() {
  if (tracer_) return *tracer_;
  return recorded_transport();
}

link::Transport& OpenDevice::recorded_transport() {
  if (recorder_) return *recorder_;
  return plain_transport();
}

link::Transport& OpenDevice::plain_transport() {
  if (replay_) return *replay_;
  if (socket_) return *socket_;
  if (i2c_) return *i2c_;
  return board_->transport();
}

link::Clock& OpenDevice::clock() {
  if (board_) return board_->clock();
  return wall_clock_;
}

}  // namespace stsafe::devices
