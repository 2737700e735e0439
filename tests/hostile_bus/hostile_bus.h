#pragma once

#include <optional>
#include <vector>

#include "stsafe/link/i2c.h"

namespace stsafe::hostile_bus {

/// What is done to one bus transaction. "For good" goes on for every reading of the same response.
enum class BusDeed : std::uint8_t {
  kFlipBit,          ///< `at`: the bit
  kFlipBitForGood,   ///< a reading only; `at`: the bit
  kTruncate,         ///< `at`: how many bytes are left; the rest of a reading is FF
  kTruncateForGood,  ///< a reading only
  kNack,             ///< nobody acknowledges
  kNackForGood,      ///< a reading, or a writing of the same bytes
  kFailBefore,       ///< the adapter fails, and nothing was transferred
  kFailAfter,        ///< the adapter fails, but everything was transferred
  kWriteTwice,       ///< a writing only
  kSwallow,          ///< a writing only: acknowledged, but not by the chip
};

struct BusAttack {
  std::size_t transaction = 0;
  BusDeed deed{};
  std::size_t at = 0;
};

struct Transaction {
  bool is_write = false;
  bool acknowledged = false;
  std::vector<std::byte> bytes;
};

/// Passes transactions on, records them, and attacks one of them. After too many transactions it
/// fails all of them, so that no loop above it is endless.
class HostileBus final : public link::I2cBus {
 public:
  static constexpr std::size_t kMaxTransactions = 50'000;

  explicit HostileBus(link::I2cBus& inner) : inner_(inner) {}

  /// Numbers the transactions from zero again and attacks the one that is named.
  void arm(std::optional<BusAttack> attack) {
    log_.clear();
    attack_ = attack;
    attacked_write_.clear();
    is_persisting_ = false;
  }
  const std::vector<Transaction>& log() const { return log_; }
  bool ran_away() const { return log_.size() >= kMaxTransactions; }

  Result<void> write(std::uint8_t address, ByteView data) override;
  Result<void> read(std::uint8_t address, ByteSpan data) override;

 private:
  Result<void> attack_write(std::uint8_t address, ByteView data);
  Result<void> attack_read(std::uint8_t address, ByteSpan data);
  bool is_attacked() const { return attack_ && attack_->transaction == log_.size(); }
  bool is_for_good() const;

  link::I2cBus& inner_;
  std::optional<BusAttack> attack_;
  std::vector<std::byte> attacked_write_;
  bool is_persisting_ = false;
  std::vector<Transaction> log_;
};

}  // namespace stsafe::hostile_bus
