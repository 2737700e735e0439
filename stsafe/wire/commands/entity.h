#pragma once

#include "stsafe/wire/golden.h"
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

static_assert(frames_as(GenerateChallenge{}, "1F 0E F0 60"_hex));
static_assert(answers_as(GenerateChallenge::Response{"000102030405060708090A0B0C0D0E0F"_hex},
                         "00 0012 000102030405060708090A0B0C0D0E0F 745C"_hex));

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

static_assert(frames_as(
    VerifyEntitySignature{
        {},
        PublicKeySlot{0},
        Prefixed{"EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"_hex},
        Prefixed{"F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"_hex}},
    "1F0F 00 00 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8 4F0B"_hex));

}  // namespace stsafe::wire
