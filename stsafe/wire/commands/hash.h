#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/hash_id.h"

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

// The example of section 7; checksums computed apart.
static_assert(frames_as(StartHash{HashAlgorithm::kSha256, Tail{"616263"_hex}},
                        "1f0000096086480165030402016162630408"_hex));

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

static_assert(frames_as(ProcessHash{Tail{"616263"_hex}}, "1f016162635599"_hex));

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

static_assert(frames_as(FinishHash{}, "1f023a0c"_hex));
static_assert(answers_as(
    FinishHash::Response{
        Prefixed{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_hex}},
    "0000240020ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add102"_hex));

}  // namespace stsafe::wire
