#pragma once

#include <span>
#include <string>

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto_openssl {

/// Makes a context whose parameter `name`, which is its cipher or its digest, is `value`. Null if
/// OpenSSL cannot.
MacContextPtr mac_context(EVP_MAC* algorithm, const char* name, std::string value);

/// Computes the MAC of the parts, one after the other, and makes the context forget the key. The
/// sizes of `key` and `mac` are what the algorithm takes and gives.
Result<void> compute_mac(EVP_MAC_CTX* context, ByteView key, std::span<const ByteView> parts,
                         ByteSpan mac);

}  // namespace stsafe::crypto_openssl
