#pragma once

#include "stsafe/channel/protection.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"
#include "stsafe/wire/key_list.h"

// Keys that both ends derive from an agreed secret, never sent (protocol part 01, sections 6.4 and
// 7.4; part 02, section 4).
namespace stsafe::channel {

/// Derives both host keys. The host's key comes first here (trap T-24).
Result<void> derive_host_keys(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                              const PublicKey& device_key, const PublicKey& host_key,
                              wire::HostKeyType type, HostKeys& keys);

/// The confirmation key and, behind it, the established keys in the order of their list.
using KeyMaterial = Secret<32 + wire::kMaxListedKeys * 32>;
inline constexpr std::size_t kConfirmationKeySize = 32;

/// Derives the confirmation key and `keys_size` bytes of keys, at most 512.
Result<void> derive_symmetric_keys(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                                   std::size_t keys_size, KeyMaterial& material);

using ConfirmationMac = Fixed<8>;

/// The MAC that shows the chip that both ends agreed: over the list as it travels.
Result<ConfirmationMac> confirmation_mac(crypto::Cmac& cmac, const KeyMaterial& material,
                                         ByteView list);

}  // namespace stsafe::channel
