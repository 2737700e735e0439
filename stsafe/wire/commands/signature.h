#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/signed_data.h"

// Commands with a public key in the frame, protocol part 03 sections 4.2 and 4.6. The golden frames
// are those of its appendix A.
namespace stsafe::wire {

/// Verifies a signature. An invalid one is an answer, not an error.
struct VerifySignature {
  static constexpr std::string_view kName = "VerifySignature";
  static constexpr Opcode kOpcode{0x17};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{62};  // timings.csv
  static constexpr std::array kFields{Field{"subject"}, Field{"signed_data"}};

  /// Only 00, a message, is left of what older chips know. Not a wire::Subject: another one is a
  /// value out of range, not another command.
  using About = Strong<std::uint8_t, struct VerifySignatureAboutTag>;
  About subject{};
  SignedData signed_data{};

  struct Response {
    static constexpr std::array kFields{Field{"validity"}};
    Validity validity{};
  };
};

/// Computes the Y coordinate that belongs to an X coordinate. Neither has a length before it.
struct DecompressPublicKey {
  static constexpr std::string_view kName = "DecompressPublicKey";
  static constexpr Opcode kOpcode{0x1F1A};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{38};  // assumed: as Establish key there
  static constexpr std::array kFields{Field{"curve"}, Field{"parity"}, Field{"x"}};

  /// The point representation of SEC 1: which of two values Y has.
  using Parity = Strong<std::uint8_t, struct ParityTag>;
  static constexpr Parity kEvenY{0x02};
  static constexpr Parity kOddY{0x03};
  Curve curve{};
  Parity parity{};
  Tail x{};

  constexpr std::size_t answer_size() const { return coordinate_size(curve); }

  struct Response {
    static constexpr std::array kFields{Field{"y"}};
    Tail y{};
  };
};

}  // namespace stsafe::wire
