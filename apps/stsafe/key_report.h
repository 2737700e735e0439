#pragma once

#include "apps/stsafe/session.h"
#include "stsafe/base/public_key.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::tool {

/// What JSON says of a symmetric key, without its slot.
Json key_json(const wire::KeyDescription& key);
/// The same for a public key: curve, and what it is in both forms.
Json public_key_json(const PublicKey& key);
/// "AES-256 CCM*, tag of 16 bytes, encrypt, decrypt, unlocked".
std::string key_text(const wire::KeyDescription& key);

}  // namespace stsafe::tool
