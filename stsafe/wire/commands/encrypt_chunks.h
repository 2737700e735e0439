#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"

// Encryption by chunks, protocol part 02 sections 6.3, 6.5 and 6.6. Start names the slot, and has
// the layout of its key's mode; Process and Finish continue what was started, and look the same in
// both modes.
namespace stsafe::wire {

/// How much a chunked CCM* message has in all, which CCM must know at its start.
using AssociatedDataTotal = Strong<std::uint16_t, struct AssociatedDataTotalTag>;
using MessageTotal = Strong<std::uint32_t, struct MessageTotalTag>;

struct StartEncryptCcmStar {
  static constexpr std::string_view kName = "StartEncryptCcmStar";
  static constexpr Opcode kOpcode{0x1F11};
  static constexpr KeyMode kKeyMode = KeyMode::kCcmStar;
  // Sent again, it replaces what it started. A key with a counter spends another value.
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{
      Field{"slot"},          Field{"nonce"},           Field{"total_associated_data"},
      Field{"total_message"}, Field{"associated_data"}, secret_field("message")};

  SlotNumber slot{};
  Prefixed nonce{};  ///< 7 to 13 bytes
  AssociatedDataTotal total_associated_data{};
  MessageTotal total_message{};
  Prefixed associated_data{};
  Prefixed message{};

  struct Response {
    static constexpr std::array kFields{Field{"chunk"}};
    Tail chunk{};  ///< ciphertext ‖ counter presence (1) ‖ counter (4, if present)
  };
};

/// What Start encrypt answers, taken apart. Shows the response's memory.
struct StartedParts {
  ByteView ciphertext{};
  std::optional<std::uint32_t>
      counter{};  ///< the value used in the nonce, if the key has a counter
};

/// Takes Start encrypt's answer apart. Four bytes behind "no counter" mean nothing: chips may send
/// them (trap T-3).
constexpr Result<StartedParts> split_started(ByteView chunk, std::size_t message_size) {
  Result<StartedParts> parts{StartedParts{}};
  Reader r{chunk};
  parts->ciphertext = r.take_bytes(message_size);
  const auto presence = r.take<std::uint8_t>();
  if (presence > 1) r.fail(LinkError::kMalformedField);
  if (presence == 1) {
    parts->counter = r.take<std::uint32_t>();
  } else if (!r.at_end()) {
    r.take<std::uint32_t>();
  }
  if (auto end = r.finish(); !end) parts = end.error();
  return parts;
}

struct StartEncryptGcm {
  static constexpr std::string_view kName = "StartEncryptGcm";
  static constexpr Opcode kOpcode{0x1F11};
  static constexpr KeyMode kKeyMode = KeyMode::kGcm;
  static constexpr Effect kEffect = Effect::kNone;  // sent again, it replaces what it started
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{Field{"slot"}, Field{"iv"}, Field{"associated_data"},
                                      secret_field("message")};

  SlotNumber slot{};
  Prefixed iv{};  ///< at least one byte
  Prefixed associated_data{};
  Prefixed message{};

  constexpr std::size_t answer_size() const { return message.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{Field{"ciphertext"}};
    Tail ciphertext{};
  };
};

struct ProcessEncrypt {
  static constexpr std::string_view kName = "ProcessEncrypt";
  static constexpr Opcode kOpcode{0x1F12};
  static constexpr Effect kEffect = Effect::kReversible;  // sent again, it would be the next chunk
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{Field{"associated_data"}, secret_field("message")};

  Prefixed associated_data{};
  Prefixed message{};

  constexpr std::size_t answer_size() const { return message.bytes().size(); }

  struct Response {
    static constexpr std::array kFields{Field{"ciphertext"}};
    Tail ciphertext{};
  };
};

struct FinishEncrypt {
  static constexpr std::string_view kName = "FinishEncrypt";
  static constexpr Opcode kOpcode{0x1F13};
  static constexpr Effect kEffect = Effect::kReversible;         // ends what was started
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // assumed: as Encrypt
  static constexpr std::array kFields{Field{"associated_data"}, secret_field("message")};

  Prefixed associated_data{};
  Prefixed message{};

  struct Response {
    static constexpr std::array kFields{Field{"sealed"}};
    Tail sealed{};  ///< ciphertext ‖ tag
  };
};

}  // namespace stsafe::wire
