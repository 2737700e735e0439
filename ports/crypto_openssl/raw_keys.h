#pragma once

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

// Keys that are plain strings of 32 bytes: those of the algorithms "ED25519" and "X25519".
namespace stsafe::crypto_openssl {

/// Null if there is no memory.
KeyPtr import_private(const char* algorithm, ByteView key);
KeyPtr import_public(const char* algorithm, ByteView key);

Result<void> compute_public_key(const char* algorithm, ByteView private_key, ByteSpan public_key);

}  // namespace stsafe::crypto_openssl
