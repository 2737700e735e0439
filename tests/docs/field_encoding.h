#pragma once

#include <string>

#include "stsafe/wire/registry.h"

// How each type of field is encoded, in the words of docs/commands.md. A field of another type does
// not compile until it says so.
namespace stsafe::docs {

template <class Rep, class Tag>
std::string encoding_of(Strong<Rep, Tag>) {
  return std::to_string(sizeof(Rep));
}
template <class E>
  requires std::is_enum_v<E>
std::string encoding_of(E) {
  return std::to_string(sizeof(E));
}
template <std::size_t N>
std::string encoding_of(const Fixed<N>&) {
  return std::to_string(N);
}
inline std::string encoding_of(wire::Tail) { return "rest"; }
inline std::string encoding_of(wire::Prefixed) { return "2 + n"; }
inline std::string encoding_of(wire::ShortPrefixed) { return "1 + n"; }
inline std::string encoding_of(HashAlgorithm) { return "hash"; }
inline std::string encoding_of(const wire::DeriveInput&) { return "input key"; }
inline std::string encoding_of(const wire::DeriveSalt&) { return "salt"; }
inline std::string encoding_of(wire::PrefixedPair) { return "2 + n"; }
inline std::string encoding_of(wire::WriteHostKeyV2Plaintext::KeyPart) { return "half of rest"; }
inline std::string encoding_of(Curve) { return "curve"; }
inline std::string encoding_of(const PublicKey&) { return "public key"; }
inline std::string encoding_of(const std::optional<PublicKey>&) { return "optional public key"; }
inline std::string encoding_of(const wire::Point&) { return "point"; }
inline std::string encoding_of(const wire::SignedData&) { return "signed data"; }
inline std::string encoding_of(const wire::HostKeySlot&) { return "host key slot"; }
inline std::string encoding_of(const wire::HostKeySlotV1&) { return "host key slot V1"; }
inline std::string encoding_of(const wire::HostKeyControlFields&) { return "2"; }
inline std::string encoding_of(const wire::KeyInfo&) { return "key information"; }
inline std::string encoding_of(const wire::SlotControlFields&) { return "3"; }
inline std::string encoding_of(const wire::I2cParameters&) { return "2"; }
inline std::string encoding_of(wire::ZoneOption) { return "1"; }
inline std::string encoding_of(const std::optional<wire::AgreementAuthentication>&) {
  return "optional authentication";
}

}  // namespace stsafe::docs
