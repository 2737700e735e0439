#pragma once

#include <optional>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_session.h"
#include "stsafe/link/paced_transport.h"
#include "stsafe/link/timed_bus.h"
#include "stsafe/sim/target.h"

namespace stsafe::bench {

/// A simulated chip on a bus that takes its time, paired with a host and with a key in a slot.
class Board {
 public:
  static constexpr Fixed<16> kMacKey{std::byte{0x11}};
  static constexpr Fixed<16> kCipherKey{std::byte{0x22}};

  Board(const sim::Timing& timing, std::uint32_t bit_rate);
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  link::VirtualClock& clock() { return clock_; }
  link::TimedBus& bus() { return bus_; }
  const sim::Target& target() const { return target_; }
  crypto_openssl::OpensslCrypto& host_crypto() { return host_crypto_; }

  /// The key that CCM* works with.
  static wire::KeyInfo key_info();
  /// A slot that takes wrapped keys, a new one each time.
  wire::SlotNumber next_free_slot();

 private:
  crypto_openssl::SeededRng chip_rng_;
  crypto_openssl::SeededRng host_rng_;
  crypto_openssl::OpensslCrypto chip_crypto_;
  crypto_openssl::OpensslCrypto host_crypto_;
  sim::MemoryStore store_;
  link::VirtualClock clock_;
  sim::Device chip_;
  sim::Target target_;
  link::TimedBus bus_;
  std::uint8_t free_slot_;
};

/// What something took, and the least that it could have taken on that chip and bus.
struct Cost {
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;  ///< of these, not acknowledged
  std::uint64_t bytes = 0;
  std::uint64_t clocks = 0;
  link::Microseconds total{0};
  link::Microseconds execution{0};  ///< of the commands, on this chip
  /// Each command written once, each answer read once; but START and address of the read may go
  /// over the bus while the chip still executes.
  std::uint64_t least_clocks = 0;

  double bus_time(std::uint32_t bit_rate) const;
  double waiting(std::uint32_t bit_rate) const;
  /// Execution and the fewest clocks, in microseconds.
  double limit(std::uint32_t bit_rate) const;
  double ratio(std::uint32_t bit_rate) const;
};

enum class Policy : std::uint8_t { kOurs, kVendor };

/// A host that has just met the chip, and knows nothing of it.
class Host {
 public:
  Host(Board& board, Policy policy);

  host::Device& device() { return device_; }
  Board& board() { return board_; }
  Result<void> open_session();

  /// From now on costs count.
  void start_measuring();
  Cost cost() const;

 private:
  /// Counts what goes through at the least.
  class Meter final : public link::Transport {
   public:
    Meter(link::Transport& inner, const sim::Target& target) : inner_(inner), target_(target) {}
    Result<ByteView> exchange(ByteView request, ByteSpan reply,
                              link::Expectation expected) override;
    link::Microseconds execution{0};
    std::uint64_t least_clocks = 0;

   private:
    link::Transport& inner_;
    const sim::Target& target_;
  };

  Board& board_;
  link::LinkTransport link_;
  link::PacedTransport paced_;
  Meter meter_;
  host::Device device_;
  host::HostSession session_;
  link::BusLoad load_before_;
  link::Microseconds began_{0};
};

}  // namespace stsafe::bench
