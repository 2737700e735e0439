#pragma once

#include "stsafe/wire/commands/ccm_star.h"
#include "stsafe/wire/commands/data_zone.h"
#include "stsafe/wire/commands/decrypt_chunks.h"
#include "stsafe/wire/commands/derive_keys.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/device_settings.h"
#include "stsafe/wire/commands/ecb.h"
#include "stsafe/wire/commands/encrypt_chunks.h"
#include "stsafe/wire/commands/entity.h"
#include "stsafe/wire/commands/establish_keys.h"
#include "stsafe/wire/commands/gcm.h"
#include "stsafe/wire/commands/hash.h"
#include "stsafe/wire/commands/host_key.h"
#include "stsafe/wire/commands/kek_session.h"
#include "stsafe/wire/commands/local_envelope.h"
#include "stsafe/wire/commands/mac.h"
#include "stsafe/wire/commands/private_key.h"
#include "stsafe/wire/commands/public_key.h"
#include "stsafe/wire/commands/signature.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::wire {

template <class... Cs>
struct CommandList {
  static constexpr std::size_t kSize = sizeof...(Cs);
};

/// The one list of all commands, by code and subject.
using Commands = CommandList<        //
    Echo,                            // 00
    Reset,                           // 01
    GenerateRandom,                  // 02
    Decrement,                       // 04
    Read,                            // 05
    Update,                          // 06
    GenerateMac,                     // 09
    VerifyMac,                       // 0A
    DeletePassword,                  // 0C 09
    Hibernate,                       // 0D
    WrapLocalEnvelope,               // 0E
    UnwrapLocalEnvelope,             // 0F
    PutLifeCycle,                    // 10 08
    PutI2cParameters,                // 10 0A
    PutHostKeySlotV1,                // 10 17
    PutCommandAccessConditions,      // 10 29
    PutCommandEncryptionFlags,       // 10 2A
    PutHostKeyControlFields,         // 10 4A
    PutSymmetricControlFields,       // 10 4B
    PutPublicKeyConfigurationFlags,  // 10 4D
    GenerateLocalEnvelopeKey,        // 11 07
    GenerateKeyPair,                 // 11 13
    QueryLocalEnvelopeKeyTable,      // 14 07
    QueryLifeCycle,                  // 14 08
    QueryI2cParameters,              // 14 0A
    QueryProductData,                // 14 11
    QueryDataPartition,              // 14 12
    QueryPrivateKeyTable,            // 14 14
    QueryHostKeySlotV1,              // 14 17
    QuerySymmetricKeyTable,          // 14 23
    QueryCommandAuthorization,       // 14 24
    QueryHostKeySlotV2,              // 14 47
    QueryGenericPublicKeyTable,      // 14 48
    QueryHostKeyControlFields,       // 14 4A
    QuerySymmetricControlFields,     // 14 4B
    QueryGenericPublicKeySlot,       // 14 4C
    GenerateSignature,               // 16
    VerifySignature,                 // 17
    EstablishKey,                    // 18
    Standby,                         // 19
    VerifyPassword,                  // 1A
    EncryptCcmStar,                  // 1B, CCM* key
    EncryptEcb,                      // 1B, ECB key
    EncryptGcm,                      // 1B, GCM key
    DecryptCcmStar,                  // 1C, CCM* key
    DecryptEcb,                      // 1C, ECB key
    DecryptGcm,                      // 1C, GCM key
    StartHash,                       // 1F 00
    ProcessHash,                     // 1F 01
    FinishHash,                      // 1F 02
    StartVolatileKekSession,         // 1F 03
    EstablishSymmetricKeys,          // 1F 04
    ConfirmSymmetricKeys,            // 1F 05
    StopVolatileKekSession,          // 1F 06
    WriteHostKeyV2Plaintext,         // 1F 07
    WriteHostKeyV2Wrapped,           // 1F 08
    WriteSymmetricKeyWrapped,        // 1F 09
    WritePublicKey,                  // 1F 0A
    GenerateEcdhe,                   // 1F 0B
    GenerateChallenge,               // 1F 0E
    VerifyEntitySignature,           // 1F 0F
    DeriveKeys,                      // 1F 10
    StartEncryptCcmStar,             // 1F 11, CCM* key
    StartEncryptGcm,                 // 1F 11, GCM key
    ProcessEncrypt,                  // 1F 12
    FinishEncrypt,                   // 1F 13
    StartDecryptCcmStar,             // 1F 14, CCM* key
    StartDecryptGcm,                 // 1F 14, GCM key
    ProcessDecrypt,                  // 1F 15
    FinishDecrypt,                   // 1F 16
    WriteSymmetricKeyPlaintext,      // 1F 17
    EstablishHostKeyV2,              // 1F 18
    EraseSymmetricKeySlot,           // 1F 19
    DecompressPublicKey              // 1F 1A
    >;

template <Command C>
consteval std::uint32_t key_mode_of() {
  if constexpr (requires { C::kKeyMode; }) return std::to_underlying(C::kKeyMode);
  return 0;
}
/// Commands of one code differ in subject, or in the mode of the key that they use.
template <Command C>
consteval std::uint32_t identity_of() {
  return static_cast<std::uint32_t>(C::kOpcode.raw()) << 16 |
         static_cast<std::uint32_t>(subject_of<C>().raw()) << 8 | key_mode_of<C>();
}

template <Command... Cs>
consteval auto identities_of(CommandList<Cs...>) {
  return std::array{identity_of<Cs>()...};
}
inline constexpr auto kIdentities = identities_of(Commands{});
static_assert([] {
  auto ids = kIdentities;
  std::ranges::sort(ids);
  return std::ranges::adjacent_find(ids) == ids.end();
}());

/// The position of a command in the list.
using CommandIndex = std::size_t;

template <Command C>
consteval CommandIndex index_of() {
  const auto found = std::ranges::find(kIdentities, identity_of<C>());
  return static_cast<CommandIndex>(found - kIdentities.begin());
}

/// Calls `visit.template operator()<C>()` for each command of the list, in order.
template <class Visitor, Command... Cs>
constexpr void for_each_command(CommandList<Cs...>, Visitor&& visit) {
  (visit.template operator()<Cs>(), ...);
}
template <class Visitor>
constexpr void for_each_command(Visitor&& visit) {
  for_each_command(Commands{}, visit);
}

}  // namespace stsafe::wire
