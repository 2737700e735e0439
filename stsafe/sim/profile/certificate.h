#pragma once

#include "stsafe/crypto/certificates.h"
#include "stsafe/sim/profile/profile.h"

namespace stsafe::sim {

/// Lets `issuer` certify the key pair of private key slot 0 and writes the certificate at the
/// beginning of the zone that the profile names for it. Nothing to do without such a zone or key
/// pair. Fails like the issuer, and with UsageError::kWrongSize if the zone is too small.
Result<void> write_device_certificate(const Profile& profile, crypto::CertificateIssuer& issuer,
                                      Nvm& nvm);

}  // namespace stsafe::sim
