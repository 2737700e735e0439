#pragma once

#include <cstdint>
#include <span>

#include "stsafe/base/bytes.h"

namespace stsafe::link {

/// A part of a transaction: from a START, or a repeated START, up to the next one or to the STOP.
struct I2cMessage {
  std::uint8_t address = 0;  ///< 7 bits
  bool is_read = false;
  ByteView written{};  ///< by the controller, unless it reads
  ByteSpan read{};     ///< where what the controller reads goes; all of it is read
};

/// A transaction, all under one STOP. The messages' memory is the caller's.
using I2cTransaction = std::span<const I2cMessage>;

/// What the target did not acknowledge; the controller ends the transaction there.
enum class Nack : std::uint8_t { kNone = 0, kAddress = 1, kByte = 2 };

/// How far a transaction came.
struct I2cOutcome {
  Nack nack = Nack::kNone;
  std::size_t num_messages = 0;  ///< that were carried out wholly
  std::size_t num_bytes = 0;     ///< that were acknowledged in the message that was not

  friend bool operator==(const I2cOutcome&, const I2cOutcome&) = default;
};

}  // namespace stsafe::link
