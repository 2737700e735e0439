#pragma once

#include "stsafe/base/error.h"

namespace stsafe::crypto_openssl {

/// Empties OpenSSL's error queue of this thread, so that a failure here is not found by somebody
/// else later, and returns `why`.
CryptoError failure(CryptoError why = CryptoError::kBackendFailed);

}  // namespace stsafe::crypto_openssl
