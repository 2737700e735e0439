#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "stsafe/wire/authorization.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/data_zone.h"
#include "stsafe/wire/host_key.h"
#include "stsafe/wire/private_key.h"
#include "stsafe/wire/public_key_slot.h"
#include "stsafe/wire/symmetric_key.h"

// The words of a profile for the values of the wire: the same table reads and writes them.
namespace stsafe::profile_json {

struct Word {
  std::string_view word;
  unsigned value;
};

template <class E>
consteval Word word(std::string_view text, E value) {
  return {text, static_cast<unsigned>(std::to_underlying(value))};
}

inline constexpr std::array kLifeCycles{
    word("born", wire::LifeCycle::kBorn),
    word("patching", wire::LifeCycle::kPatching),
    word("operational", wire::LifeCycle::kOperational),
    word("terminated", wire::LifeCycle::kTerminated),
    word("born_locked", wire::LifeCycle::kBornLocked),
    word("operational_locked", wire::LifeCycle::kOperationalLocked),
};

inline constexpr std::array kCommandAccesses{
    word("never", wire::CommandAccess::kNever),
    word("free", wire::CommandAccess::kFree),
    word("admin", wire::CommandAccess::kAdmin),
    word("host", wire::CommandAccess::kHost),
    word("admin_or_password", wire::CommandAccess::kAdminOrPassword),
    word("admin_or_host", wire::CommandAccess::kAdminOrHost),
};

inline constexpr std::array kCommandChangeRights{
    Word{"access_conditions",
         wire::QueryCommandAuthorization::Response::kConditionsMayChange.raw()},
    Word{"encryption_flags", wire::QueryCommandAuthorization::Response::kFlagsMayChange.raw()},
};

inline constexpr std::array kEncryptedParts{
    Word{"command", wire::CommandRule::kEncryptCommandBit},
    Word{"response", wire::CommandRule::kEncryptResponseBit},
};

inline constexpr std::array kHostKeyControls{
    Word{"wrapped_anonymous", wire::HostKeyControlFields::kWrappedAnonymous},
    Word{"plaintext", wire::HostKeyControlFields::kPlaintext},
    Word{"reprovision", wire::HostKeyControlFields::kReprovision},
    Word{"change_right", wire::HostKeyControlFields::kChangeRight},
};

inline constexpr std::array kSlotControls{
    Word{"ecdhe_anonymous", wire::SlotControlFields::kEcdheAnonymous},
    Word{"wrapped_anonymous", wire::SlotControlFields::kWrappedAnonymous},
    Word{"put_key", wire::SlotControlFields::kPutKey},
    Word{"plaintext", wire::SlotControlFields::kPlaintext},
    Word{"derived", wire::SlotControlFields::kDerived},
    Word{"change_right", wire::SlotControlFields::kChangeRight},
};

inline constexpr std::array kPrivateKeyUses{
    Word{"key_establishment", wire::ModeOfOperation::kKeyEstablishment},
    Word{"sign_external", wire::ModeOfOperation::kSignExternal},
    Word{"sign_internal_external", wire::ModeOfOperation::kSignInternalExternal},
    Word{"change_right", wire::ModeOfOperation::kChangeRight},
};

inline constexpr std::array kGenerateKeyAccesses{
    word("free", wire::GenerateKeyAccess::kFree),
    word("host", wire::GenerateKeyAccess::kHost),
    word("never", wire::GenerateKeyAccess::kNever),
};

inline constexpr std::array kEddsaVariants{
    Word{"pure", 0},
    Word{"prehashed", 1},
};

inline constexpr std::array kCurves{
    word("nist_p256", Curve::kNistP256),
    word("nist_p384", Curve::kNistP384),
    word("nist_p521", Curve::kNistP521),
    word("brainpool_p256", Curve::kBrainpoolP256),
    word("brainpool_p384", Curve::kBrainpoolP384),
    word("brainpool_p512", Curve::kBrainpoolP512),
    word("x25519", Curve::kX25519),
    word("ed25519", Curve::kEd25519),
};

inline constexpr std::array kPublicKeyUses{
    Word{"establish_symmetric_keys", wire::kForEstablishSymmetricKeys.raw()},
    Word{"kek_session", wire::kForKekSession.raw()},
    Word{"entity_authentication", wire::kForEntityAuthentication.raw()},
    Word{"establish_host_key", wire::kForEstablishHostKey.raw()},
    Word{"change_right", wire::kPublicKeyChangeRight.raw()},
};

inline constexpr std::array kZoneAccesses{
    word("always", wire::ZoneAccess::kAlways),
    word("host", wire::ZoneAccess::kHost),
    word("auth_and_host", wire::ZoneAccess::kAuthAndHost),
    word("never", wire::ZoneAccess::kNever),
};

/// As the content of a zone: the device's certificate.
inline constexpr std::string_view kCertificateContent = "certificate";

inline constexpr unsigned kReadMayChange = 1;
inline constexpr unsigned kUpdateMayChange = 2;
inline constexpr std::array kZoneChangeRights{
    Word{"read", kReadMayChange},
    Word{"update", kUpdateMayChange},
};

}  // namespace stsafe::profile_json
