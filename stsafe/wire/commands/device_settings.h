#pragma once

#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/i2c_parameters.h"

// Commands that change the device as a whole, protocol part 01 sections 1.9, 3.2, 3.3, 3.5, 8.1.
namespace stsafe::wire {

/// Locks or unlocks the device. Wants the password before it.
struct PutLifeCycle {
  static constexpr std::string_view kName = "PutLifeCycle";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x08};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"state"}};

  LifeCycle state{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Asks for I2C address and low power.
struct QueryI2cParameters {
  static constexpr std::string_view kName = "QueryI2cParameters";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x0A};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"parameters"}};
    I2cParameters parameters{};
  };
};

/// Sets I2C address and low power; with the lock bit for the last time.
struct PutI2cParameters {
  static constexpr std::string_view kName = "PutI2cParameters";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x0A};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"parameters"}};

  I2cParameters parameters{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Sets the access conditions of commands, once in a chip's life.
struct PutCommandAccessConditions {
  static constexpr std::string_view kName = "PutCommandAccessConditions";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x29};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"num_records"}, Field{"records"}};

  using NumRecords = QueryCommandAuthorization::Response::NumRecords;
  NumRecords num_records{};
  Tail records{};  ///< `num_records` × code (1, or 2 if extended), access condition (1)

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Sets the encryption flags of commands, once in a chip's life.
struct PutCommandEncryptionFlags {
  static constexpr std::string_view kName = "PutCommandEncryptionFlags";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x2A};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"num_records"}, Field{"records"}};

  using NumRecords = QueryCommandAuthorization::Response::NumRecords;
  NumRecords num_records{};
  Tail records{};  ///< `num_records` × code (1, or 2 if extended), flags (1)

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

inline constexpr std::size_t kPasswordSize = 16;

/// Compares the password; the chip counts wrong ones.
struct VerifyPassword {
  static constexpr std::string_view kName = "VerifyPassword";
  static constexpr Opcode kOpcode{0x1A};
  static constexpr Effect kEffect = Effect::kIrreversible;        // wrong ones block it for good
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{secret_field("password")};

  Tail password{};  ///< 16 bytes

  struct Response {
    static constexpr std::array kFields{Field{"verification"}, Field{"remaining_tries"}};
    using Verification = Strong<std::uint8_t, struct PasswordVerificationTag>;
    using RemainingTries = Strong<std::uint8_t, struct RemainingTriesTag>;
    static constexpr Verification kWrong{0};
    static constexpr Verification kCorrect{1};

    Verification verification{};
    RemainingTries remaining_tries{};
  };
};

/// Removes the password for good: no command sets another.
struct DeletePassword {
  static constexpr std::string_view kName = "DeletePassword";
  static constexpr Opcode kOpcode{0x0C};
  static constexpr Subject kSubject{0x09};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// What ends a hibernation.
enum class WakeUp : std::uint8_t {
  kStartOrReset = 1,  ///< a START on the bus, or a reset
  kReset = 2,
};

/// Puts the chip into its deepest sleep. All volatile state is lost.
struct Hibernate {
  static constexpr std::string_view kName = "Hibernate";
  static constexpr Opcode kOpcode{0x0D};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{2};  // assumed: as Reset
  static constexpr std::array kFields{Field{"wake_up"}};

  WakeUp wake_up{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Puts the chip into standby at once. The next START wakes it; nothing is lost.
struct Standby {
  static constexpr std::string_view kName = "Standby";
  static constexpr Opcode kOpcode{0x19};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{2};  // assumed: as Reset
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

}  // namespace stsafe::wire
