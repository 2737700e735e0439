#pragma once

#include "stsafe/wire/key_agreement.h"
#include "stsafe/wire/key_list.h"
#include "stsafe/wire/message.h"

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

}  // namespace stsafe::wire
