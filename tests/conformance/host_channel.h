#pragma once

#include "stsafe/crypto/aes.h"
#include "stsafe/crypto/cmac.h"
#include "tests/conformance/bytes.h"

namespace stsafe::conformance {

/// The host's end of the host session, from part 01, sections 4.2 to 4.7.
class HostChannel {
 public:
  HostChannel(crypto::Aes& aes, crypto::Cmac& cmac) : aes_(aes), cmac_(cmac) {}

  /// The host keys of the SDK's examples, or others of 16 or 32 bytes.
  Bytes mac_key = bytes_of("00112233445566778899AABBCCDDEEFF");
  Bytes cipher_key = bytes_of("0123456789ABCDEF0123456789ABCDEF");

  /// A C-MAC for counter value `n`; `header` with its protection bits.
  Bytes command_mac(std::uint32_t n, ByteView header, ByteView payload) const;
  /// The R-MAC of the answer to a command that used counter value `n`.
  Bytes response_mac(std::uint32_t n, ByteView header, ByteView payload, std::byte response_header,
                     ByteView response_payload) const;
  /// A payload as it travels encrypted, padded as little as possible.
  Bytes encrypted_command(std::uint32_t n, Bytes payload) const;
  /// Encrypts as it is, without padding.
  Bytes encrypted_unpadded(std::uint32_t n, Bytes payload) const;
  /// What is inside an encrypted response; empty if its padding is not the least possible.
  Bytes decrypted_response(std::uint32_t n, Bytes payload) const;

 private:
  crypto::AesBlock initial_vector(std::uint32_t n, std::uint8_t subject) const;

  crypto::Aes& aes_;
  crypto::Cmac& cmac_;
};

}  // namespace stsafe::conformance
