#pragma once

#include "stsafe/wire/key_agreement.h"
#include "stsafe/wire/message.h"

// The volatile KEK session, protocol part 01 section 6 and part 02 section 3.
namespace stsafe::wire {

/// Makes the chip create an ephemeral key pair on a curve and tell its public key.
struct GenerateEcdhe {
  static constexpr std::string_view kName = "GenerateEcdhe";
  static constexpr Opcode kOpcode{0x1F0B};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{42};  // measured, part 04 section 1.5
  static constexpr std::array kFields{Field{"curve"}};

  Curve curve{};

  constexpr std::size_t answer_size() const {
    return 2 + curve_oid(curve).size() + point_size(curve);
  }

  struct Response {
    static constexpr std::array kFields{Field{"public_key"}};
    PublicKey public_key{};
  };
};

/// Makes the chip agree on the base KEK: anonymous, or authenticated by a signature.
struct StartVolatileKekSession {
  static constexpr std::string_view kName = "StartVolatileKekSession";
  static constexpr Opcode kOpcode{0x1F03};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{38};  // measured ECDH, part 04 1.5
  static constexpr std::array kFields{Field{"host_public_key"}, Field{"algorithm"},
                                      Field{"authentication"}};

  PublicKey host_public_key{};
  AgreementAlgorithm algorithm = AgreementAlgorithm::kKekUnwrapping;
  std::optional<AgreementAuthentication> authentication{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Makes the chip forget the KEK.
struct StopVolatileKekSession {
  static constexpr std::string_view kName = "StopVolatileKekSession";
  static constexpr Opcode kOpcode{0x1F06};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{2};  // assumed: as Echo
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

}  // namespace stsafe::wire
