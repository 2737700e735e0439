#pragma once

#include <set>

#include "stsafe/sim/state/nvm.h"
#include "stsafe/wire/registry.h"

// What each command stores. The counter of the host session, which every protected command stores,
// does not count.
namespace stsafe::power_cut {

using Kind = sim::RecordKind;

template <Kind... kKinds>
struct StoredKinds {
  static std::set<Kind> kinds() { return {kKinds...}; }
};
using Nothing = StoredKinds<>;

/// The kinds of records that a command changes. There is no general form: a command of the registry
/// that has an effect does not compile without a line here.
template <wire::Command C>
struct Stores;
/// A command without effect stores nothing, unless a line says so.
template <wire::Command C>
  requires(C::kEffect == wire::Effect::kNone)
struct Stores<C> : Nothing {};

// Side effects: counters of keys.
template <>
struct Stores<wire::EncryptCcmStar> : StoredKinds<Kind::kSymmetricSlot> {};
template <>
struct Stores<wire::StartEncryptCcmStar> : StoredKinds<Kind::kSymmetricSlot> {};

template <>
struct Stores<wire::Decrement> : StoredKinds<Kind::kZone, Kind::kZonePage> {};
template <>
struct Stores<wire::Read> : StoredKinds<Kind::kZone> {};
template <>
struct Stores<wire::Update> : StoredKinds<Kind::kZone, Kind::kZonePage> {};
template <>
struct Stores<wire::DeletePassword> : StoredKinds<Kind::kPassword> {};
template <>
struct Stores<wire::VerifyPassword> : StoredKinds<Kind::kPassword> {};
template <>
struct Stores<wire::PutLifeCycle> : StoredKinds<Kind::kLifeCycle> {};
template <>
struct Stores<wire::PutI2cParameters> : StoredKinds<Kind::kI2cParameters> {};
template <>
struct Stores<wire::PutCommandAccessConditions> : StoredKinds<Kind::kCommands> {};
template <>
struct Stores<wire::PutCommandEncryptionFlags> : StoredKinds<Kind::kCommands> {};
template <>
struct Stores<wire::PutHostKeyControlFields> : StoredKinds<Kind::kHostKeyControl> {};
template <>
struct Stores<wire::PutHostKeySlotV1> : StoredKinds<Kind::kHostKey> {};
template <>
struct Stores<wire::WriteHostKeyV2Plaintext> : StoredKinds<Kind::kHostKey> {};
template <>
struct Stores<wire::WriteHostKeyV2Wrapped> : StoredKinds<Kind::kHostKey> {};
template <>
struct Stores<wire::EstablishHostKeyV2> : StoredKinds<Kind::kHostKey> {};
template <>
struct Stores<wire::PutSymmetricControlFields> : StoredKinds<Kind::kSymmetricControl> {};
template <>
struct Stores<wire::WriteSymmetricKeyPlaintext> : StoredKinds<Kind::kSymmetricSlot> {};
template <>
struct Stores<wire::WriteSymmetricKeyWrapped> : StoredKinds<Kind::kSymmetricSlot> {};
template <>
struct Stores<wire::ConfirmSymmetricKeys> : StoredKinds<Kind::kSymmetricSlot> {};
template <>
struct Stores<wire::DeriveKeys> : StoredKinds<Kind::kSymmetricSlot> {};
template <>
struct Stores<wire::EraseSymmetricKeySlot> : StoredKinds<Kind::kSymmetricSlot> {};
template <>
struct Stores<wire::GenerateLocalEnvelopeKey> : StoredKinds<Kind::kLocalEnvelope> {};
template <>
struct Stores<wire::GenerateKeyPair> : StoredKinds<Kind::kPrivateKey> {};
template <>
struct Stores<wire::GenerateSignature> : StoredKinds<Kind::kPrivateKey> {};
template <>
struct Stores<wire::EstablishKey> : StoredKinds<Kind::kPrivateKey> {};
template <>
struct Stores<wire::PutPublicKeyConfigurationFlags> : StoredKinds<Kind::kPublicKey> {};
template <>
struct Stores<wire::WritePublicKey> : StoredKinds<Kind::kPublicKey> {};

// What these change, the chip forgets without power.
template <>
struct Stores<wire::Hibernate> : Nothing {};
template <>
struct Stores<wire::StartHash> : Nothing {};
template <>
struct Stores<wire::ProcessHash> : Nothing {};
template <>
struct Stores<wire::FinishHash> : Nothing {};
template <>
struct Stores<wire::GenerateEcdhe> : Nothing {};
template <>
struct Stores<wire::StartVolatileKekSession> : Nothing {};
template <>
struct Stores<wire::StopVolatileKekSession> : Nothing {};
template <>
struct Stores<wire::EstablishSymmetricKeys> : Nothing {};
template <>
struct Stores<wire::GenerateChallenge> : Nothing {};
template <>
struct Stores<wire::VerifyEntitySignature> : Nothing {};
template <>
struct Stores<wire::ProcessEncrypt> : Nothing {};
template <>
struct Stores<wire::FinishEncrypt> : Nothing {};
template <>
struct Stores<wire::ProcessDecrypt> : Nothing {};
template <>
struct Stores<wire::FinishDecrypt> : Nothing {};

}  // namespace stsafe::power_cut
