#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"
#include "stsafe/wire/verification.h"

// One-shot AES-CCM*, protocol part 02 section 6.2. The mode is not named on the wire: it is that
// of the key in the slot.
namespace stsafe::wire {

inline constexpr std::size_t kCcmStarNonceSize = 13;

struct EncryptCcmStar {
  static constexpr std::string_view kName = "EncryptCcmStar";
  static constexpr Opcode kOpcode{0x1B};
  static constexpr Subject kSubject{0x02};
  static constexpr KeyMode kKeyMode = KeyMode::kCcmStar;
  // A key with a counter spends one value; to spend another one does no harm.
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"nonce"}, Field{"associated_data"},
                                      secret_field("message")};

  SlotNumber slot{};
  Fixed<kCcmStarNonceSize> nonce{};
  Prefixed associated_data{};
  Prefixed message{};

  struct Response {
    static constexpr std::array kFields{Field{"sealed"}};
    Tail sealed{};  ///< ciphertext ‖ tag ‖ counter presence (1) ‖ counter (4, if present)
  };
};

/// The bytes that say whether a counter was used, and which value.
constexpr std::size_t counter_part_size(bool has_counter) {
  return 1 + (has_counter ? sizeof(std::uint32_t) : 0);
}

/// What Encrypt answers, taken apart. Shows the response's memory.
struct SealedParts {
  ByteView ciphertext{};
  ByteView tag{};
  std::optional<std::uint32_t>
      counter{};  ///< the value used in the nonce, if the key has a counter
};

/// Takes Encrypt's answer apart. Neither size stands in it: both must be known.
constexpr Result<SealedParts> split_sealed(ByteView sealed, std::size_t message_size,
                                           std::size_t tag_size) {
  Result<SealedParts> parts{SealedParts{}};
  Reader r{sealed};
  parts->ciphertext = r.take_bytes(message_size);
  parts->tag = r.take_bytes(tag_size);
  const auto presence = r.take<std::uint8_t>();
  if (presence > 1) r.fail(LinkError::kMalformedField);
  if (presence == 1) parts->counter = r.take<std::uint32_t>();
  if (auto end = r.finish(); !end) parts = end.error();
  return parts;
}

struct DecryptCcmStar {
  static constexpr std::string_view kName = "DecryptCcmStar";
  static constexpr Opcode kOpcode{0x1C};
  static constexpr Subject kSubject{0x02};
  static constexpr KeyMode kKeyMode = KeyMode::kCcmStar;
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{6};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"nonce"}, Field{"associated_data"},
                                      Field{"sealed"}};

  SlotNumber slot{};
  Fixed<kCcmStarNonceSize> nonce{};
  Prefixed associated_data{};
  PrefixedPair sealed{};  ///< ciphertext, tag; one length counts both (trap T-14)

  constexpr std::size_t answer_size() const { return 1 + sealed.first().size(); }

  struct Response {
    static constexpr std::array kFields{Field{"verification"}, secret_field("message")};

    Verification verification{};
    Tail message{};  ///< after a failed verification: nothing, or zeros (trap T-4)
  };
};

}  // namespace stsafe::wire
