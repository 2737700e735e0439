#pragma once

#include "stsafe/wire/host_key.h"
#include "stsafe/wire/key_agreement.h"
#include "stsafe/wire/message.h"

// Commands about the host keys, protocol part 01 sections 3.6, 3.7 and 7.
namespace stsafe::wire {

/// Asks for the host keys in the older form: AES-128, with the low three bytes of the counter.
struct QueryHostKeySlotV1 {
  static constexpr std::string_view kName = "QueryHostKeySlotV1";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x17};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"slot"}};
    HostKeySlotV1 slot{};
  };
};

/// Asks whether host keys are there, of which size, and for the sequence counter.
struct QueryHostKeySlotV2 {
  static constexpr std::string_view kName = "QueryHostKeySlotV2";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x47};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"slot"}};
    HostKeySlot slot{};
  };
};

struct QueryHostKeyControlFields {
  static constexpr std::string_view kName = "QueryHostKeyControlFields";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x4A};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"fields"}};
    HostKeyControlFields fields{};
  };
};

/// Sets the host key slot's control fields, while their change right is there. With the change
/// right cleared this is the last time.
struct PutHostKeyControlFields {
  static constexpr std::string_view kName = "PutHostKeyControlFields";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x4A};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"fields"}};

  HostKeyControlFields fields{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Writes both host keys as they are. Only for a trusted bus: whoever listens has the keys.
struct WriteHostKeyV2Plaintext {
  static constexpr std::string_view kName = "WriteHostKeyV2Plaintext";
  static constexpr Opcode kOpcode{0x1F07};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"filler"}, Field{"type"}, secret_field("mac_key"),
                                      secret_field("cipher_key")};

  /// One key of as many bytes as the type says; shows somebody's memory.
  struct KeyPart {
    ByteView bytes{};
  };
  Fixed<3> filler{};
  HostKeyType type{};
  KeyPart mac_key{};
  Tail cipher_key{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

constexpr void encode(Writer& w, WriteHostKeyV2Plaintext::KeyPart key) { w.put(key.bytes); }
// The first key is half of what is left; that both halves fit the type, the receiver checks.
constexpr void decode(Reader& r, WriteHostKeyV2Plaintext::KeyPart& key) {
  key.bytes = r.take_bytes(r.remaining() / 2);
}

/// Writes both host keys, AES-128, as they are, the way of the older chips.
struct PutHostKeySlotV1 {
  static constexpr std::string_view kName = "PutHostKeySlotV1";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x17};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{secret_field("mac_key"), secret_field("cipher_key")};

  WriteHostKeyV2Plaintext::KeyPart mac_key{};
  Tail cipher_key{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Writes both host keys, wrapped under the KEK session's working KEK.
struct WriteHostKeyV2Wrapped {
  static constexpr std::string_view kName = "WriteHostKeyV2Wrapped";
  static constexpr Opcode kOpcode{0x1F08};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"envelope"}};

  Tail envelope{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Makes the chip derive both host keys from a key agreement: anonymous, or authenticated by a
/// signature. Nothing shows whether both ends derived the same.
struct EstablishHostKeyV2 {
  static constexpr std::string_view kName = "EstablishHostKeyV2";
  static constexpr Opcode kOpcode{0x1F18};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{60};  // assumed: ECDH and Update
  static constexpr std::array kFields{Field{"host_public_key"}, Field{"algorithm"}, Field{"type"},
                                      Field{"authentication"}};

  PublicKey host_public_key{};
  AgreementAlgorithm algorithm = AgreementAlgorithm::kEstablishHostKey;
  HostKeyType type{};
  std::optional<AgreementAuthentication> authentication{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

}  // namespace stsafe::wire
