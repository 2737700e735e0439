#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"
#include "stsafe/wire/verification.h"

// MACs with a key in a slot, protocol part 02 section 6.7. Whether it is AES-CMAC or HMAC-SHA-256
// follows from the key's mode; the layout is the same. The distinguishers differ (trap T-15).
namespace stsafe::wire {

/// The leftmost bytes of a MAC that are wanted.
using MacSize = Strong<std::uint8_t, struct MacSizeTag>;

struct GenerateMac {
  static constexpr std::string_view kName = "GenerateMac";
  static constexpr Opcode kOpcode{0x09};
  static constexpr Subject kSubject{0x03};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{23};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"mac_size"}, Field{"message"}};

  SlotNumber slot{};
  MacSize mac_size{};
  Tail message{};

  constexpr std::size_t answer_size() const { return mac_size.raw(); }

  struct Response {
    static constexpr std::array kFields{Field{"mac"}};
    Tail mac{};
  };
};

struct VerifyMac {
  static constexpr std::string_view kName = "VerifyMac";
  static constexpr Opcode kOpcode{0x0A};
  static constexpr Subject kSubject{0x02};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{23};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"mac"}, Field{"message"}};

  SlotNumber slot{};
  ShortPrefixed mac{};
  Tail message{};

  struct Response {
    static constexpr std::array kFields{Field{"verification"}};
    Verification verification{};
  };
};

}  // namespace stsafe::wire
