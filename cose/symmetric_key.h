#pragma once

#include <optional>

#include "cose/cbor_writer.h"
#include "cose/secret_bytes.h"

namespace stsafe::cose {

/// What a key may be used for (RFC 9052, section 7.1, "key_ops").
namespace key_operation {
inline constexpr std::int64_t kEncrypt = 3;
inline constexpr std::int64_t kDecrypt = 4;
inline constexpr std::int64_t kDeriveKey = 7;
inline constexpr std::int64_t kDeriveBits = 8;
inline constexpr std::int64_t kCreateMac = 9;
inline constexpr std::int64_t kVerifyMac = 10;
}  // namespace key_operation

/// A COSE_Key of type Symmetric (RFC 9053, section 6.1).
struct SymmetricKey {
  SecretBytes value{};
  /// The one algorithm that it is for, if that is said.
  std::optional<std::int64_t> algorithm{};
  Bytes key_id{};                          ///< empty: none
  std::vector<std::int64_t> operations{};  ///< key_ops; empty: not said
};

/// The longest key. Those of the chip have at most 32 bytes.
inline constexpr std::size_t kMaxKeySize = 64;

/// Takes a COSE_Key. Members that are not known are passed over. Reason::kUnsupported for a key of
/// another type and for an algorithm with a text for a name; kUnexpected for a member that is there
/// twice, is missing or of a wrong type; kTooLarge for a value of more than kMaxKeySize bytes, and
/// for more than 64 members or operations; otherwise as CborReader.
Result<SymmetricKey> take_key(CborReader& reader);

/// Writes a COSE_Key in deterministic order. Never more than max_encoded_size().
void put_key(CborWriter& writer, const SymmetricKey& key);
std::size_t max_encoded_size(const SymmetricKey& key);

}  // namespace stsafe::cose
