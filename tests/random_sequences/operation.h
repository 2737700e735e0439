#pragma once

#include <array>
#include <cstdint>
#include <ostream>
#include <string_view>

namespace stsafe::random_sequences {

/// What can be done with a chip.
enum class Kind : std::uint8_t {
  kEcho,
  kReset,
  kPowerCycle,
  kDamagedFrame,
  kUnknownCommand,
  kGenerateRandom,
  kRead,
  kChangeReadAccess,
  kUpdate,
  kDecrement,
  kVerifyPassword,
  kDeletePassword,
  kPutLifeCycle,
  kPutI2cParameters,
  kPutAccessCondition,
  kPutHostKeyControl,
  kWriteHostKeys,
  kPutSymmetricControl,
  kWriteSymmetricKey,
  kEraseSymmetricKey,
  kEncrypt,
  kGenerateLocalEnvelopeKey,
  kGenerateKeyPair,
  kGenerateSignature,
  kPutPublicKeyFlags,
  kWritePublicKey,
};
inline constexpr std::array<std::string_view, 26> kNames{"Echo",
                                                         "Reset",
                                                         "power cycle",
                                                         "damaged frame",
                                                         "unknown command",
                                                         "GenerateRandom",
                                                         "Read",
                                                         "ChangeReadAccess",
                                                         "Update",
                                                         "Decrement",
                                                         "VerifyPassword",
                                                         "DeletePassword",
                                                         "PutLifeCycle",
                                                         "PutI2cParameters",
                                                         "PutCommandAccessConditions",
                                                         "PutHostKeyControlFields",
                                                         "WriteHostKeyV2Plaintext",
                                                         "PutSymmetricControlFields",
                                                         "WriteSymmetricKeyPlaintext",
                                                         "EraseSymmetricKeySlot",
                                                         "EncryptCcmStar",
                                                         "GenerateLocalEnvelopeKey",
                                                         "GenerateKeyPair",
                                                         "GenerateSignature",
                                                         "PutPublicKeyConfigurationFlags",
                                                         "WritePublicKey"};
static_assert(static_cast<std::size_t>(Kind::kWritePublicKey) + 1 == kNames.size());

/// How a command travels: in the open, or through the host session.
enum class Sealing : std::uint8_t { kNone, kRight, kWrongMac };

/// No power cut at all.
inline constexpr int kNoCut = -1;

/// One step of a sequence: an operation with small numbers, of which it takes as many as it needs.
struct Operation {
  Kind kind{};
  std::uint8_t what = 0;  ///< mostly a slot or zone
  std::uint8_t how = 0;   ///< mostly a new value
  Sealing sealing{};
  int cut = kNoCut;  ///< at which change to the medium the power is cut
};

inline std::ostream& operator<<(std::ostream& out, const Operation& operation) {
  out << kNames[static_cast<std::size_t>(operation.kind)] << ' ' << int{operation.what} << ' '
      << int{operation.how};
  if (operation.sealing == Sealing::kRight) out << ", in the host session";
  if (operation.sealing == Sealing::kWrongMac) out << ", with a wrong MAC";
  if (operation.cut != kNoCut) out << ", power cut at change " << operation.cut;
  return out;
}

}  // namespace stsafe::random_sequences
