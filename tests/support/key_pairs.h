#pragma once

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/sim/state/private_keys.h"

// The key pairs of the examples of protocol part 03, appendix A.
namespace stsafe::testing_support {

inline void put_key_pair(sim::KeyPair& pair, Curve curve, ByteView private_key,
                         ByteView public_key) {
  pair.present = true;
  ASSERT_TRUE(pair.private_key.assign(private_key));
  const auto key = PublicKey::from_raw(curve, public_key);
  ASSERT_TRUE(key);
  pair.public_key = *key;
}

/// RFC 6979, A.2.5.
inline constexpr auto kP256PublicKey =
    "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex;
inline void put_p256_pair(sim::KeyPair& pair) {
  put_key_pair(pair, Curve::kNistP256,
               "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"_hex,
               kP256PublicKey);
}

inline constexpr auto kCountedKey =
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
inline void put_x25519_pair(sim::KeyPair& pair) {
  put_key_pair(pair, Curve::kX25519, kCountedKey,
               "8F40C5ADB68F25624AE5B214EA767A6EC94D829D3D7B5E1AD1BA6F3E2138285F"_hex);
}
inline constexpr auto kEd25519PublicKey =
    "03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8"_hex;
inline void put_ed25519_pair(sim::KeyPair& pair) {
  put_key_pair(pair, Curve::kEd25519, kCountedKey, kEd25519PublicKey);
}

}  // namespace stsafe::testing_support
