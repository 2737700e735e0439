#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "apps/devices/authority.h"
#include "ports/crypto_openssl/openssl_crypto.h"
#include "ports/store_sqlite/sqlite_store.h"
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
  /// Makes a board with a chip of its own and starts it. Without a seed its keys are random. With a
  /// file the chip is the one whose state lies there; a fresh one if there is no such file yet. A
  /// fresh one is certified by `issuer`, which must outlive this object, or by the test authority.
  explicit SimulatedBoard(std::optional<std::uint64_t> seed,
                          const sim::Profile& profile = sim::spl05(),
                          const sim::Choices& choices = {},
                          const std::optional<std::string>& state_file = {},
                          crypto::CertificateIssuer* issuer = nullptr);
  /// With the chip's random numbers from elsewhere, for example from a test vector;
  /// certified by the test authority.
  SimulatedBoard(crypto::Rng& chip_rng, const sim::Profile& profile, const sim::Choices& choices);
  SimulatedBoard(const SimulatedBoard&) = delete;
  SimulatedBoard& operator=(const SimulatedBoard&) = delete;

  /// Whether the chip started, and why not.
  Result<void, sim::StoreError> started() const { return started_; }
  /// What the file of state says about a failure; empty without a file.
  std::string store_detail() const { return file_ ? file_->detail() : std::string{}; }

  link::VirtualClock& clock() { return clock_; }
  link::I2cBus& bus() { return bus_; }
  link::Transport& transport() { return transport_; }
  sim::Device& chip() { return chip_; }
  sim::Target& target() { return target_; }

 private:
  /// Starts the chip and returns where it is on the bus.
  std::uint8_t start();
  sim::Store& store();

  std::unique_ptr<Authority> own_authority_;
  std::optional<RandomSource> own_random_;
  crypto_openssl::OpensslCrypto crypto_;
  sim::MemoryStore memory_;
  std::optional<store_sqlite::SqliteStore> file_;
  link::VirtualClock clock_;
  sim::Device chip_;
  sim::Target target_;
  Result<void, sim::StoreError> started_;
  link::DirectBus bus_;
  link::LinkTransport transport_;
};

}  // namespace stsafe::devices
