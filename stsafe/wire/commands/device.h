#pragma once

#include "stsafe/wire/golden.h"

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

  struct Response {
    static constexpr std::array kFields{Field{"message"}};
    Tail message{};
  };
};

// Section 1.11, and seen on hardware (part 04, section 3.1, frame 1).
static_assert(frames_as(Echo{Tail{"01 02 03"_hex}}, "00 01 02 03 A7 29"_hex));
static_assert(frames_as(Echo{Tail{"61 62 63 64"_hex}}, "00 61626364 90C2"_hex));
static_assert(answers_as(Echo::Response{Tail{"61 62 63 64"_hex}}, "00 0006 61626364 90C2"_hex));

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

static_assert(frames_as(Reset{}, "01 E1 F1"_hex));
static_assert(answers_as(Reset::Response{}, "00 00 02 F0 78"_hex));

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

  struct Response {
    static constexpr std::array kFields{secret_field("random")};
    Tail random{};
  };
};

static_assert(frames_as(GenerateRandom{GenerateRandom::Size{4}}, "02 00 04 35 50"_hex));
static_assert(answers_as(GenerateRandom::Response{Tail{"DE AD BE EF"_hex}},
                         "00 00 06 DE AD BE EF D6 62"_hex));

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

static_assert(frames_as(QueryLifeCycle{}, "14 08 71 FE"_hex));
static_assert(answers_as(QueryLifeCycle::Response{LifeCycle::kOperational},
                         "00 00 03 03 3D DC"_hex));

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

static_assert(frames_as(QueryProductData{}, "14 11 FC BE"_hex));
static_assert(answers_as(QueryProductData::Response{Tail{"01 03 00 60 01"_hex}},
                         "00 00 07 01 03 00 60 01 AD DA"_hex));

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

static_assert(frames_as(QueryCommandAuthorization{}, "14 24 9A 90"_hex));

}  // namespace stsafe::wire
