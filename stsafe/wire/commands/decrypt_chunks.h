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

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

// By hand from the layout of section 6.3; the total as trap T-2 has it on a Cortex-M.
static_assert(frames_as(
    StartDecryptCcmStar{SlotNumber{3}, Prefixed{"000102030405060708090a0b0c"_hex},
                        AssociatedDataTotal{0x0102}, MessageTotal{0x00000304},
                        Prefixed{"aaaaaa"_hex}, Prefixed{"bbbbbbbbbb"_hex}},
    "1f14 03 000d 000102030405060708090a0b0c 0102 00000304 0003 aaaaaa 0005 bbbbbbbbbb 92ff"_hex));

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

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

// By hand from the layout of section 6.5.
static_assert(frames_as(StartDecryptGcm{SlotNumber{5}, Prefixed{"cafebabefacedbaddecaf888"_hex},
                                        Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex}},
                        "1f14 05 000c cafebabefacedbaddecaf888 0003 aaaaaa 0002 c1c2 7a39"_hex));

struct ProcessDecrypt {
  static constexpr std::string_view kName = "ProcessDecrypt";
  static constexpr Opcode kOpcode{0x1F15};
  static constexpr Effect kEffect = Effect::kReversible;  // sent again, it would be the next chunk
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // assumed: as Decrypt
  static constexpr std::array kFields{Field{"associated_data"}, Field{"ciphertext"}};

  Prefixed associated_data{};
  Prefixed ciphertext{};

  struct Response {
    static constexpr std::array kFields{secret_field("message")};
    Tail message{};
  };
};

// By hand from the layout of section 6.3.
static_assert(frames_as(ProcessDecrypt{Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex}},
                        "1f15 0003 aaaaaa 0002 c1c2 2659"_hex));

struct FinishDecrypt {
  static constexpr std::string_view kName = "FinishDecrypt";
  static constexpr Opcode kOpcode{0x1F16};
  static constexpr Effect kEffect = Effect::kReversible;         // ends what was started
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // assumed: as Decrypt
  static constexpr std::array kFields{Field{"associated_data"}, Field{"ciphertext"}, Field{"tag"}};

  Prefixed associated_data{};
  Prefixed ciphertext{};  ///< its length does not count the tag (trap T-14)
  Tail tag{};

  struct Response {
    static constexpr std::array kFields{Field{"verification"}, secret_field("message")};
    Verification verification{};
    Tail message{};  ///< after a failed verification: nothing, or zeros (trap T-4)
  };
};

// By hand from the layout of section 6.3.
static_assert(frames_as(FinishDecrypt{Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex},
                                      Tail{"d1d2d3d4"_hex}},
                        "1f16 0003 aaaaaa 0002 c1c2 d1d2d3d4 bdf9"_hex));

}  // namespace stsafe::wire
