#pragma once

#include "stsafe/crypto/cmac.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"
#include "stsafe/host/host_authentication.h"
#include "stsafe/host/key_write.h"

namespace stsafe::host {

/// What establishing symmetric keys needs of cryptography.
struct EstablishCrypto {
  crypto::Ecdh& ecdh;
  crypto::Hkdf& hkdf;
  crypto::Cmac& cmac;
};

/// Derives keys from a key agreement into slots of the chip, all of them or none; they never travel
/// (protocol part 02, section 4). Puts the host's copies into `values`, in the order of `keys`: 16
/// or 32 bytes, or the size of a generic secret. Anonymous unless there is an `authentication`.
///
/// The chip verifies a MAC over the list of keys; nothing comes back from it but its status. If it
/// cannot be known whether the chip has the keys (KeyWrite::kCannotKnow), `values` has them all the
/// same. After an error `values` is empty.
///
/// Errors: UsageError::kOutOfRange unless there are 1 to 16 keys; kWrongSize unless there are as
/// many values; kInconsistentKey for a size that no key can have, or a slot twice;
/// kUnsupportedCurve for Ed25519. Status::kEntryNotFound if there is no such slot;
/// kCommandNotAuthorized if its control fields do not allow it; kKeyBlocked if the key in it is
/// locked; kKeyNotFound, kWrongKeyUsage and kAccessConditionNotSatisfied as for KekSession::open().
Result<KeyWrite> establish_symmetric_keys(Device& device, const EstablishCrypto& crypto,
                                          Curve curve, std::span<const wire::KeyInfo> keys,
                                          std::span<Secret<32>> values,
                                          HostAuthentication* authentication = nullptr);

}  // namespace stsafe::host
