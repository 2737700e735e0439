#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/public_key_slot.h"

// What the key agreements share, protocol part 01 sections 6.2, 6.3 and 7.4.
namespace stsafe::wire {

/// What a key agreement is for.
enum class AgreementAlgorithm : std::uint8_t {
  kKekUnwrapping = 1,
  kEstablishSymmetricKeys = 2,
  kEstablishHostKey = 3,
};

/// The host's signature over both ephemeral keys, where it authenticates itself.
struct AgreementAuthentication {
  static constexpr std::array kFields{Field{"filler"}, Field{"public_key_slot"}, Field{"hash"},
                                      Field{"r"}, Field{"s"}};
  using PublicKeySlot = wire::PublicKeySlot;
  std::uint8_t filler = 0;
  PublicKeySlot public_key_slot{};
  Prefixed hash{};  ///< hash OID; empty when the signing key is Ed25519
  Prefixed r{};
  Prefixed s{};
};

/// The longest text that such a signature covers.
inline constexpr std::size_t kMaxSignedSize = 288;

/// Writes what the host signs: curve identifier, host's key, chip's key (section 6.3).
constexpr void encode_to_be_signed(Writer& w, const PublicKey& host_key,
                                   const PublicKey& device_key) {
  encode(w, host_key);
  encode_point(w, device_key);
}

}  // namespace stsafe::wire
