#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/link/direct_bus.h"
#include "stsafe/link/link_transport.h"
#include "stsafe/sim/profile/spl05.h"
#include "stsafe/sim/target.h"

namespace stsafe::devices {

/// The operating system's random numbers, or the same ones again for the same seed and label.
class RandomSource {
 public:
  RandomSource(std::optional<std::uint64_t> seed, std::string_view label);
  ~RandomSource();
  crypto::Rng& rng();

 private:
  struct Sources;
  std::unique_ptr<Sources> sources_;
};

/// A simulated chip on its bus, in one process and in virtual time: frame, bus, chip, bus, frame.
class SimulatedBoard {
 public:
  /// Makes a board with a chip of its own and starts it. Without a seed its keys are random.
  explicit SimulatedBoard(std::optional<std::uint64_t> seed,
                          const sim::Profile& profile = sim::spl05(),
                          const sim::Choices& choices = {});
  /// With the chip's random numbers from elsewhere, for example from a test vector.
  SimulatedBoard(crypto::Rng& chip_rng, const sim::Profile& profile, const sim::Choices& choices);
  SimulatedBoard(const SimulatedBoard&) = delete;
  SimulatedBoard& operator=(const SimulatedBoard&) = delete;

  link::VirtualClock& clock() { return clock_; }
  link::I2cBus& bus() { return bus_; }
  link::Transport& transport() { return transport_; }
  sim::Device& chip() { return chip_; }
  sim::Target& target() { return target_; }

 private:
  std::optional<RandomSource> own_random_;
  crypto_openssl::OpensslCrypto crypto_;
  sim::MemoryStore store_;
  link::VirtualClock clock_;
  sim::Device chip_;
  sim::Target target_;
  link::DirectBus bus_;
  link::LinkTransport transport_;
};

}  // namespace stsafe::devices
