#pragma once

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/gcm_key.h"

// Whole messages of any size: one command if it carries them, else chunks (chunked_encryption.h,
// chunked_decryption.h). The key needs the usage for whichever it is: wire::kEncrypt or
// kEncryptChunks, wire::kDecrypt or kDecryptChunks (Status::kWrongKeyUsage).
namespace stsafe::host {

/// Encrypts up to 65,535 bytes with the next nonce of the source and returns the nonce that was
/// really used, which must travel with the message. `ciphertext` is as long as `plaintext` and may
/// be the same memory; `tag` has the key's tag size (UsageError::kWrongSize otherwise).
/// UsageError::kOutOfRange for a longer message or longer associated data.
Result<Nonce> encrypt_message(CcmStarKey& key, NonceSource& nonces, ByteView associated_data,
                              ByteView plaintext, ByteSpan ciphertext, ByteSpan tag);
/// Encrypts with the next IV of the sequence and returns it. Sizes as above, without their end.
Result<Iv> encrypt_message(GcmKey& key, IvSequence& ivs, ByteView associated_data,
                           ByteView plaintext, ByteSpan ciphertext, ByteSpan tag);

/// Decrypts and verifies. `plaintext` is as long as `ciphertext` and may be the same memory. It
/// holds the message after success only: after an error it is untouched, or partly zero.
/// CryptoError::kNotAuthentic if the chip says that the tag is wrong. UsageErrors as above.
Result<void> decrypt_message(CcmStarKey& key, const Nonce& nonce, ByteView associated_data,
                             ByteView ciphertext, ByteView tag, ByteSpan plaintext);
Result<void> decrypt_message(GcmKey& key, const Iv& iv, ByteView associated_data,
                             ByteView ciphertext, ByteView tag, ByteSpan plaintext);

}  // namespace stsafe::host
