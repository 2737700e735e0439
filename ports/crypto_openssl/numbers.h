#pragma once

#include "ports/crypto_openssl/openssl_bytes.h"
#include "ports/crypto_openssl/openssl_handles.h"

namespace stsafe::crypto_openssl {

/// Reads a big-endian number. Null if there is no memory.
inline NumberPtr read_number(ByteView big_endian) {
  return NumberPtr(BN_bin2bn(raw(big_endian), int_size(big_endian), nullptr));
}

/// Writes a number, big-endian, left-padded with zeros. False if it does not fit.
inline bool write_number(const BIGNUM* value, ByteSpan big_endian) {
  if (big_endian.empty()) return true;
  return BN_bn2binpad(value, raw_out(big_endian), int_size(big_endian)) == int_size(big_endian);
}

}  // namespace stsafe::crypto_openssl
