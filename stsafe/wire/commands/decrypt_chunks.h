#pragma once

#include "stsafe/wire/commands/encrypt_chunks.h"
#include "stsafe/wire/verification.h"

// Decryption by chunks, protocol part 02 sections 6.3, 6.5 and 6.6. Start and Process answer
// plaintext that nobody has vouched for until Finish says that the tag is right.
namespace stsafe::wire {

struct StartDecryptCcmStar {
  static constexpr std::string_view kName = "StartDecryptCcmStar";
  static constexpr Opcode kOpcode{0x1F14};
  static constexpr KeyMode kKeyMode = KeyMode::kCcmStar;
  static constexpr Effect kEffect = Effect::kNone;  // sent again, it replaces what it started
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // assumed: as Decrypt
  static constexpr std::array kFields{Field{"slot"},
                                      Field{"nonce"},
                                      Field{"total_associated_data"},
                                      Field{"total_ciphertext"},
                                      Field{"associated_data"},
                                      Field{"ciphertext"}};

  SlotNumber slot{};
  Prefixed nonce{};  ///< 7 to 13 bytes
  AssociatedDataTotal total_associated_data{};
  MessageTotal total_ciphertext{};  ///< from this host without the tag (trap T-17)
  Prefixed associated_data{};
  Prefixed ciphertext{};

  constexpr std::size_t answer_size() const { return ciphertext.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

struct StartDecryptGcm {
  static constexpr std::string_view kName = "StartDecryptGcm";
  static constexpr Opcode kOpcode{0x1F14};
  static constexpr KeyMode kKeyMode = KeyMode::kGcm;
  static constexpr Effect kEffect = Effect::kNone;  // sent again, it replaces what it started
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // assumed: as Decrypt
  static constexpr std::array kFields{Field{"slot"}, Field{"iv"}, Field{"associated_data"},
                                      Field{"ciphertext"}};

  SlotNumber slot{};
  Prefixed iv{};  ///< at least one byte
  Prefixed associated_data{};
  Prefixed ciphertext{};

  constexpr std::size_t answer_size() const { return ciphertext.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

struct ProcessDecrypt {
  static constexpr std::string_view kName = "ProcessDecrypt";
  static constexpr Opcode kOpcode{0x1F15};
  static constexpr Effect kEffect = Effect::kReversible;  // sent again, it would be the next chunk
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // assumed: as Decrypt
  static constexpr std::array kFields{Field{"associated_data"}, Field{"ciphertext"}};

  Prefixed associated_data{};
  Prefixed ciphertext{};

  constexpr std::size_t answer_size() const { return ciphertext.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

struct FinishDecrypt {
  static constexpr std::string_view kName = "FinishDecrypt";
  static constexpr Opcode kOpcode{0x1F16};
  static constexpr Effect kEffect = Effect::kReversible;         // ends what was started
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // assumed: as Decrypt
  static constexpr std::array kFields{Field{"associated_data"}, Field{"ciphertext"}, Field{"tag"}};

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
