#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/public_key_slot.h"
#include "stsafe/wire/signed_data.h"

// Entity authentication, protocol part 03 sections 4.3 and 4.4. The golden frames are those of its
// appendix A.
namespace stsafe::wire {

inline constexpr std::size_t kChallengeSize = 16;

/// Makes the chip choose a challenge for an entity to sign. Whoever was authentic is no more.
struct GenerateChallenge {
  static constexpr std::string_view kName = "GenerateChallenge";
  static constexpr Opcode kOpcode{0x1F0E};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{4};  // assumed: as Generate random
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"challenge"}};
    Fixed<kChallengeSize> challenge{};
  };
};

/// Verifies an entity's signature of the challenge with a generic public key. If it is right, the
/// entity counts as authentic until the next challenge or reset.
struct VerifyEntitySignature {
  static constexpr std::string_view kName = "VerifyEntitySignature";
  static constexpr Opcode kOpcode{0x1F0F};
  static constexpr Effect kEffect = Effect::kReversible;
  static constexpr Microseconds kTypicalTime = milliseconds{62};  // assumed: as Verify signature
  static constexpr std::array kFields{Field{"filler"}, Field{"slot"}, Field{"r"}, Field{"s"}};

  Fixed<1> filler{};
  PublicKeySlot slot{};
  Prefixed r{};
  Prefixed s{};

  struct Response {
    static constexpr std::array kFields{Field{"validity"}};
    Validity validity{};
  };
};

}  // namespace stsafe::wire
