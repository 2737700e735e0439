#pragma once

#include <string>

#include "apps/stsafe/session.h"
#include "ports/certificates_openssl/certificate.h"

namespace stsafe::tool {

inline constexpr const char* kRootHelp =
    "Root certificate that is trusted, PEM or DER [of simulated devices: their authority's]";

/// The root certificate in the file; without one that of the authority of the simulated device.
/// Throws Failure (usage) without a file for any other device.
certificates_openssl::Certificate trusted_root(Session& session, const std::string& file);

}  // namespace stsafe::tool
