#pragma once

#include "stsafe/base/secret.h"
#include "stsafe/crypto/aes.h"
#include "stsafe/crypto/cmac.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/host_key.h"

namespace stsafe::channel {

/// The two host keys, each of 16 or 32 bytes.
struct HostKeys {
  Secret<32> mac;
  Secret<32> cipher;

  /// Takes a copy of both keys. UsageError::kWrongSize unless both have the type's size.
  Result<void> assign(wire::HostKeyType type, ByteView mac_key, ByteView cipher_key);
};

using Mac = Fixed<wire::kMacSize>;

enum class Direction : std::uint8_t { kCommand = 0x80, kResponse = 0xC0 };

/// A command as it was transmitted, without C-MAC and CRC: what both MACs cover.
struct CommandImage {
  ByteView header{};   ///< 1 or 2 bytes, protection bits set
  ByteView payload{};  ///< ciphertext, if the command is encrypted
};

/// Computes MACs and encrypts payloads for given keys. Holds no state of its own.
class Protection {
 public:
  Protection(crypto::Aes& aes, crypto::Cmac& cmac) : aes_(aes), cmac_(cmac) {}

  /// C-MAC under the counter `n` that the command consumes (section 4.4).
  Result<Mac> command_mac(const HostKeys& keys, wire::SequenceCounter n,
                          const CommandImage& command) const;
  /// R-MAC of the answer to a command that consumed `n`: its block holds n + 1 (section 4.5).
  Result<Mac> response_mac(const HostKeys& keys, wire::SequenceCounter n,
                           const CommandImage& command, std::byte response_header,
                           ByteView response_payload) const;

  /// Pads `buffer`'s first `size` bytes with 80 00… and encrypts them in place; returns the new
  /// size, a multiple of 16. LinkError::kFrameTooLong if the padding does not fit.
  Result<std::size_t> encrypt(const HostKeys& keys, wire::SequenceCounter n, Direction direction,
                              ByteSpan buffer, std::size_t size) const;
  /// Decrypts in place and strips the padding; returns the size of what was inside.
  /// ChannelError::kBadPadding if it does not end in 80 00….
  Result<std::size_t> decrypt(const HostKeys& keys, wire::SequenceCounter n, Direction direction,
                              ByteSpan buffer) const;

 private:
  Result<crypto::AesBlock> initial_vector(const HostKeys& keys, wire::SequenceCounter n,
                                          Direction direction) const;

  crypto::Aes& aes_;
  crypto::Cmac& cmac_;
};

}  // namespace stsafe::channel
