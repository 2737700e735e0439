#pragma once

#include "stsafe/wire/hash_id.h"
#include "stsafe/wire/message.h"

// Hashing in pieces, protocol part 02 section 7. The algorithm is named in the first one only.
namespace stsafe::wire {

/// Begins a hash, in place of one that is under way.
struct StartHash {
  static constexpr std::string_view kName = "StartHash";
  static constexpr Opcode kOpcode{0x1F00};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{Field{"algorithm"}, Field{"message"}};

  HashAlgorithm algorithm{};
  Tail message{};  ///< the first piece

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

struct ProcessHash {
  static constexpr std::string_view kName = "ProcessHash";
  static constexpr Opcode kOpcode{0x1F01};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{Field{"message"}};

  Tail message{};  ///< the next piece

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

struct FinishHash {
  static constexpr std::string_view kName = "FinishHash";
  static constexpr Opcode kOpcode{0x1F02};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{Field{"message"}};

  Tail message{};  ///< the last piece, may be empty

  struct Response {
    static constexpr std::array kFields{Field{"digest"}};
    Prefixed digest{};
  };
};

}  // namespace stsafe::wire
