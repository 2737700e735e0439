#include "ports/crypto_openssl/failure.h"

#include <openssl/err.h>

namespace stsafe::crypto_openssl {

CryptoError failure(CryptoError why) {
  ERR_clear_error();
  return why;
}

}  // namespace stsafe::crypto_openssl
