#include "apps/devices/open_device.h"

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/devices/profiles.h"

namespace stsafe::devices {

OpenDevice::OpenDevice(std::string_view device, const OpenOptions& options) {
  const auto parsed = parse_device_string(device);
  const auto named = parsed.profile ? find_profile(*parsed.profile) : default_profile();
  board_ =
      std::make_unique<SimulatedBoard>(parsed.seed ? parsed.seed : options.seed, named.profile);
  if (!board_->chip().is_on()) {
    throw Failure{Failure::Kind::kDevice, "the simulated device did not start"};
  }
  random_ = std::make_unique<RandomSource>(options.seed, "host");
  crypto_ = std::make_unique<crypto_openssl::OpensslCrypto>(random_->rng());
  if (options.trace) {
    tracer_ = std::make_unique<TracingTransport>(board_->transport(), options.trace);
  }
}

}  // namespace stsafe::devices
