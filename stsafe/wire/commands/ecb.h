#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"

// AES-ECB, protocol part 02 section 6.1. The mode is not named on the wire: it is that of the key
// in the slot. Nothing is padded and nothing authenticated.
namespace stsafe::wire {

struct EncryptEcb {
  static constexpr std::string_view kName = "EncryptEcb";
  static constexpr Opcode kOpcode{0x1B};
  static constexpr Subject kSubject{0x02};
  static constexpr KeyMode kKeyMode = KeyMode::kEcb;
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, secret_field("message")};

  SlotNumber slot{};
  Tail message{};  ///< whole blocks

  constexpr std::size_t answer_size() const { return message.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{Field{"ciphertext"}};
    Tail ciphertext{};
  };
};

struct DecryptEcb {
  static constexpr std::string_view kName = "DecryptEcb";
  static constexpr Opcode kOpcode{0x1C};
  static constexpr Subject kSubject{0x02};
  static constexpr KeyMode kKeyMode = KeyMode::kEcb;
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"ciphertext"}};

  SlotNumber slot{};
  Tail ciphertext{};  ///< whole blocks

  constexpr std::size_t answer_size() const { return ciphertext.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

}  // namespace stsafe::wire
