#pragma once

#include "stsafe/wire/data_zone.h"
#include "stsafe/wire/message.h"

// Commands about the data partition, protocol part 03 sections 7.1 to 7.3.
namespace stsafe::wire {

/// Asks for the number of zones and a record of each.
struct QueryDataPartition {
  static constexpr std::string_view kName = "QueryDataPartition";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x12};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"num_zones"}, Field{"records"}};
    using NumZones = Strong<std::uint8_t, struct NumZonesTag>;
    NumZones num_zones{};
    Tail records{};  ///< `num_zones` × ZoneRecord
  };
};

/// Reads `length` bytes of a zone's data segment, or sets its read access condition for good. The
/// host sends the latter as ChangeReadAccess.
struct Read {
  static constexpr std::string_view kName = "Read";
  static constexpr Opcode kOpcode{0x05};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{23};  // timings.csv
  static constexpr std::array kFields{Field{"option"}, Field{"zone"}, Field{"offset"},
                                      Field{"length"}};

  ZoneOption option{};
  ZoneNumber zone{};
  ZoneOffset offset{};
  ZoneLength length{};

  /// Of a zone without a counter, which has four bytes more.
  constexpr std::size_t answer_size() const { return length.raw(); }

  struct Response {
    static constexpr std::array kFields{Field{"content"}};
    /// The bytes; of a counter zone first the counter (4). Nothing after a change of the access
    /// condition with length 0.
    Tail content{};
  };
};

/// Read with length 0, to set the read access condition. Not repeated after a lost answer, for the
/// first one may have taken the right to send it.
struct ChangeReadAccess {
  static constexpr std::string_view kName = "Read";
  static constexpr Opcode kOpcode = Read::kOpcode;
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = Read::kTypicalTime;
  static constexpr std::array kFields = Read::kFields;

  ZoneOption option{};
  ZoneNumber zone{};
  ZoneOffset offset{};
  ZoneLength length{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Writes into a data zone, and may set its update access condition for good.
struct Update {
  static constexpr std::string_view kName = "Update";
  static constexpr Opcode kOpcode{0x06};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // timings.csv
  static constexpr std::array kFields{Field{"option"}, Field{"zone"}, Field{"offset"},
                                      Field{"data"}};

  ZoneOption option{};
  ZoneNumber zone{};
  ZoneOffset offset{};
  Tail data{};  ///< 1 byte or more

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Takes `amount` off a counter zone and may write into its data segment. Cannot be put back.
struct Decrement {
  static constexpr std::string_view kName = "Decrement";
  static constexpr Opcode kOpcode{0x04};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{23};  // timings.csv
  static constexpr std::array kFields{Field{"option"}, Field{"zone"}, Field{"offset"},
                                      Field{"amount"}, Field{"data"}};

  ZoneOption option{};
  ZoneNumber zone{};
  ZoneOffset offset{};
  Count amount{};
  Tail data{};

  struct Response {
    static constexpr std::array kFields{Field{"counter"}};
    Count counter{};
  };
};

}  // namespace stsafe::wire
