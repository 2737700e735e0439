#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/key_agreement.h"
#include "stsafe/wire/key_list.h"

// Keys that both ends derive from one key agreement, protocol part 02 section 4.
namespace stsafe::wire {

/// Makes the chip agree on a secret, from which Confirm symmetric keys derives keys.
struct EstablishSymmetricKeys {
  static constexpr std::string_view kName = "EstablishSymmetricKeys";
  static constexpr Opcode kOpcode{0x1F04};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{38};  // measured ECDH, part 04 1.5
  static constexpr std::array kFields{Field{"host_public_key"}, Field{"algorithm"},
                                      Field{"authentication"}};

  PublicKey host_public_key{};
  AgreementAlgorithm algorithm = AgreementAlgorithm::kEstablishSymmetricKeys;
  std::optional<AgreementAuthentication> authentication{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

// The key of part 01, section 7.6, X25519, in the layout of part 02, section 4.
static_assert(frames_as(
    EstablishSymmetricKeys{
        .host_public_key = *PublicKey::from_raw(
            Curve::kX25519,
            "BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex)},
    "1F 04 00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F 02 46 F8"_hex));

/// Shows the chip that both ends agreed, and says what keys to derive and where to put them: all of
/// them are written, or none.
struct ConfirmSymmetricKeys {
  static constexpr std::string_view kName = "ConfirmSymmetricKeys";
  static constexpr Opcode kOpcode{0x1F05};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"confirmation_mac"}, Field{"keys"}};

  Fixed<8> confirmation_mac{};
  Tail keys{};  ///< each key information behind its two-byte length; see key_list.h

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

// Part 02, section 4: slot 5 AES-256 CCM*, slot 6 AES-128 CMAC.
static_assert(frames_as(ConfirmSymmetricKeys{"ce281803527f68c1"_hex,
                                             Tail{"000800050100000c0800000700060001000304"_hex}},
                        "1f05ce281803527f68c1000800050100000c08000007000600010003042eff"_hex));

}  // namespace stsafe::wire
