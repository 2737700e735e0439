#pragma once

#include "stsafe/wire/golden.h"
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

  struct Response {
    static constexpr std::array kFields{Field{"mac"}};
    Tail mac{};
  };
};

// The layout of section 6.7 and the log of part 04, section 3.5 (key 16 × 5A); checksums computed
// apart.
static_assert(frames_as(GenerateMac{SlotNumber{0}, MacSize{4},
                                    Tail{"000102030405060708090a0b0c0d0e0f"_hex}},
                        "09030004000102030405060708090a0b0c0d0e0fb6a6"_hex));
static_assert(answers_as(GenerateMac::Response{Tail{"be4ca3f2"_hex}}, "000006be4ca3f2f276"_hex));

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

static_assert(frames_as(VerifyMac{SlotNumber{0}, ShortPrefixed{"be4ca3f2"_hex},
                                  Tail{"000102030405060708090a0b0c0d0e0f"_hex}},
                        "0a020004be4ca3f2000102030405060708090a0b0c0d0e0ff83d"_hex));
static_assert(answers_as(VerifyMac::Response{kAuthentic}, "000003011ece"_hex));

}  // namespace stsafe::wire
