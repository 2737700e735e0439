#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/key_agreement.h"

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

  struct Response {
    static constexpr std::array kFields{Field{"public_key"}};
    PublicKey public_key{};
  };
};

static_assert(frames_as(GenerateEcdhe{Curve::kNistP256},
                        "1F 0B 00 08 2A 86 48 CE 3D 03 01 07 C2 6A"_hex));
static_assert(frames_as(GenerateEcdhe{Curve::kX25519}, "1F 0B 00 03 2B 65 6E 93 AD"_hex));

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

// Section 7.6, X25519.
static_assert(frames_as(
    StartVolatileKekSession{
        .host_public_key = *PublicKey::from_raw(
            Curve::kX25519,
            "BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex)},
    "1F 03 00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F 01 B4 75"_hex));

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

static_assert(frames_as(StopVolatileKekSession{}, "1F 06 7C 28"_hex));

}  // namespace stsafe::wire
