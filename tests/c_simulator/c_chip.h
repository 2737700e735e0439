#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "apps/libstsafe-sim/include/stsafe/sim.h"
#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"

namespace stsafe::c_simulator {

using testing_support::Bytes;
using testing_support::to_bytes;

inline constexpr std::uint8_t kAddress = 0x20;
/// Longer than the chip boots and than the commands of these tests take.
inline constexpr std::uint64_t kLongEnough = 600'000;

// Protocol documents, part 01 section 1.11 and part 03 appendix A13.
inline constexpr auto kEcho = "00010203a729"_hex;
inline constexpr auto kEchoAnswer = "000005010203a729"_hex;
inline constexpr auto kUpdate = "0600010000d0d1d2d32f1b"_hex;
inline constexpr auto kReadZone = "0500010000000431b3"_hex;
inline constexpr auto kEmptyZone = "00000600000000cf77"_hex;
inline constexpr auto kDone = "000002f078"_hex;
/// What begins the answer to kReadZone after kUpdate.
inline constexpr auto kUpdatedZone = "000006d0d1d2d3"_hex;

/// A chip that ends with the test.
class CChip {
 public:
  CChip() : handle_(stsafe_sim_new()) {}

  // NOLINTNEXTLINE(google-explicit-constructor): so a call looks as it does in C.
  operator stsafe_sim*() const { return handle_.get(); }
  std::string error() const { return stsafe_sim_error(*this); }

  stsafe_sim_result write(ByteView data, std::uint8_t address = kAddress) const {
    return stsafe_sim_write(*this, address, reinterpret_cast<const std::uint8_t*>(data.data()),
                            data.size());
  }
  /// Reads an answer; empty after a NACK.
  Bytes read(std::size_t size, std::uint8_t address = kAddress) const {
    Bytes data(size);
    const auto result =
        stsafe_sim_read(*this, address, reinterpret_cast<std::uint8_t*>(data.data()), size);
    return result == STSAFE_SIM_OK ? data : Bytes{};
  }
  void wait(std::uint64_t microseconds = kLongEnough) const {
    EXPECT_EQ(stsafe_sim_advance(*this, microseconds), STSAFE_SIM_OK);
  }
  /// Sends a command that is acknowledged, waits, and reads; empty if no answer comes.
  Bytes exchange(ByteView command, std::size_t answer_size) const {
    EXPECT_EQ(write(command), STSAFE_SIM_OK) << error();
    wait();
    return read(answer_size);
  }
  void start() const {
    EXPECT_EQ(stsafe_sim_power_on(*this), STSAFE_SIM_OK) << error();
    wait();
  }

 private:
  struct Free {
    void operator()(stsafe_sim* chip) const { stsafe_sim_free(chip); }
  };
  std::unique_ptr<stsafe_sim, Free> handle_;
};

/// A chip that is on and has booted.
class StartedCChip : public CChip {
 public:
  explicit StartedCChip(std::uint64_t seed = 1) {
    EXPECT_EQ(stsafe_sim_set_seed(*this, seed), STSAFE_SIM_OK);
    start();
  }
};

/// The serial number, which a random part makes a chip's own: Query product data (part 01,
/// section 3.4).
inline Bytes product_data(const CChip& chip) { return chip.exchange("1411fcbe"_hex, 100); }

}  // namespace stsafe::c_simulator
