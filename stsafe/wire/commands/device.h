#pragma once

#include "stsafe/wire/message.h"

// Commands about the device as a whole, protocol part 01 sections 3 and 8.
namespace stsafe::wire {

/// Answers what it was sent. 1 byte or more; 749 bytes at most in a plain frame of this host.
struct Echo {
  static constexpr std::string_view kName = "Echo";
  static constexpr Opcode kOpcode{0x00};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{2};  // timings.csv
  static constexpr std::array kFields{Field{"message"}};

  Tail message{};

  constexpr std::size_t answer_size() const { return message.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{Field{"message"}};
    Tail message{};
  };
};

/// Restarts the chip: all volatile state is lost, stored state and the session counter stay.
struct Reset {
  static constexpr std::string_view kName = "Reset";
  static constexpr Opcode kOpcode{0x01};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{2};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Generates 1 to 255 random bytes.
struct GenerateRandom {
  static constexpr std::string_view kName = "GenerateRandom";
  static constexpr Opcode kOpcode{0x02};
  static constexpr Subject kSubject{0x00};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{4};  // timings.csv
  static constexpr std::array kFields{Field{"size"}};

  using Size = Strong<std::uint8_t, struct RandomSizeTag>;
  Size size{};

  constexpr std::size_t answer_size() const { return size.raw(); }

  struct Response {
    static constexpr std::array kFields{secret_field("random")};
    Tail random{};
  };
};

enum class LifeCycle : std::uint8_t {
  kBorn = 0x01,
  kPatching = 0x02,
  kOperational = 0x03,
  kTerminated = 0x04,
  kBornLocked = 0x81,
  kOperationalLocked = 0x83,
};

/// Asks for the life-cycle state (section 3.2).
struct QueryLifeCycle {
  static constexpr std::string_view kName = "QueryLifeCycle";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x08};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"state"}};
    LifeCycle state{};
  };
};

/// Asks who the device is: a list of entries tag (1), length (1), value (section 3.4).
struct QueryProductData {
  static constexpr std::string_view kName = "QueryProductData";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x11};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"entries"}};
    Tail entries{};
  };
};

/// Asks for the access condition and the encryption flags of every command (section 3.3).
struct QueryCommandAuthorization {
  static constexpr std::string_view kName = "QueryCommandAuthorization";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x24};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"change_rights"}, Field{"num_records"},
                                        Field{"records"}};
    using ChangeRights = Strong<std::uint8_t, struct ChangeRightsTag>;
    using NumRecords = Strong<std::uint8_t, struct NumRecordsTag>;
    static constexpr ChangeRights kFlagsMayChange{0x01};
    static constexpr ChangeRights kConditionsMayChange{0x02};

    ChangeRights change_rights{};
    NumRecords num_records{};
    Tail records{};  ///< `num_records` × CommandRule
  };
};

}  // namespace stsafe::wire
