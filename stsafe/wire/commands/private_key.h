#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/point.h"
#include "stsafe/wire/private_key.h"

// Commands about private keys, protocol part 03 sections 2, 3.1, 4.1 and 5. The golden frames are
// those of its appendix A.
namespace stsafe::wire {

/// Asks what is in each private key slot.
struct QueryPrivateKeyTable {
  static constexpr std::string_view kName = "QueryPrivateKeyTable";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x14};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"num_slots"}, Field{"filler"},
                                        Field{"global_usage_limit"}, Field{"records"}};
    using NumSlots = Strong<std::uint8_t, struct NumPrivateSlotsTag>;
    NumSlots num_slots{};
    Fixed<1> filler{};
    UsageLimit global_usage_limit{};
    Tail records{};  ///< `num_slots` × PrivateKeyRecord
  };
};

/// Makes the chip generate a key pair in a slot, over the one that was there, and tell the public
/// key.
struct GenerateKeyPair {
  static constexpr std::string_view kName = "GenerateKeyPair";
  static constexpr Opcode kOpcode{0x11};
  static constexpr Subject kSubject{0x13};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{32};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"usage_limit"}, Field{"filler"},
                                      Field{"curve"}};

  PrivateKeySlot slot{};
  UsageLimit usage_limit = kUnlimited;
  Fixed<2> filler{};
  Curve curve{};

  constexpr std::size_t answer_size() const { return point_size(curve); }

  struct Response {
    static constexpr std::array kFields{Field{"public_key"}};
    Point public_key{};
  };
};

/// Signs with the key of a slot: a digest for ECDSA, the message for Ed25519. Counts as a use of
/// the key.
struct GenerateSignature {
  static constexpr std::string_view kName = "GenerateSignature";
  static constexpr Opcode kOpcode{0x16};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{37};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"message"}};

  PrivateKeySlot slot{};
  Prefixed message{};

  struct Response {
    static constexpr std::array kFields{Field{"r"}, Field{"s"}};
    Prefixed r{};
    Prefixed s{};
  };
};

/// Agrees on a secret between the key of a slot and a peer's, and tells it. Counts as a use of the
/// key; that of the ephemeral slot is then forgotten.
struct EstablishKey {
  static constexpr std::string_view kName = "EstablishKey";
  static constexpr Opcode kOpcode{0x18};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{83};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"peer_public_key"}};

  PrivateKeySlot slot{};
  Point peer_public_key{};

  struct Response {
    static constexpr std::array kFields{secret_field("shared_secret")};
    Prefixed shared_secret{};
  };
};

}  // namespace stsafe::wire
