#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"
#include "stsafe/wire/verification.h"

// One-shot AES-GCM, protocol part 02 section 6.4. With an empty message it is GMAC (section 6.7).
// The mode is not named on the wire: it is that of the key in the slot.
namespace stsafe::wire {

struct EncryptGcm {
  static constexpr std::string_view kName = "EncryptGcm";
  static constexpr Opcode kOpcode{0x1B};
  static constexpr Subject kSubject{0x02};
  static constexpr KeyMode kKeyMode = KeyMode::kGcm;
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"iv"}, Field{"associated_data"},
                                      secret_field("message")};

  SlotNumber slot{};
  Prefixed iv{};  ///< at least one byte
  Prefixed associated_data{};
  Prefixed message{};

  struct Response {
    static constexpr std::array kFields{Field{"sealed"}};
    Tail sealed{};  ///< ciphertext ‖ tag
  };
};

struct DecryptGcm {
  static constexpr std::string_view kName = "DecryptGcm";
  static constexpr Opcode kOpcode{0x1C};
  static constexpr Subject kSubject{0x02};
  static constexpr KeyMode kKeyMode = KeyMode::kGcm;
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"iv"}, Field{"associated_data"},
                                      Field{"ciphertext"}, Field{"tag"}};

  SlotNumber slot{};
  Prefixed iv{};
  Prefixed associated_data{};
  Prefixed ciphertext{};  ///< its length does not count the tag (trap T-14)
  Tail tag{};

  constexpr std::size_t answer_size() const { return 1 + ciphertext.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{Field{"verification"}, secret_field("message")};
    Verification verification{};
    Tail message{};  ///< after a failed verification: nothing, or zeros (trap T-4)
  };
};

}  // namespace stsafe::wire
