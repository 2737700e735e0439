#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "stsafe/base/bytes.h"

// Writing DER (X.690): what certificates have in them.
namespace stsafe::certificates_openssl::der {

using Bytes = std::vector<std::byte>;

enum class Tag : std::uint8_t {
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kObjectIdentifier = 0x06,
  kUtf8String = 0x0C,
  kSequence = 0x30,
  kSet = 0x31,
  kPrintableString = 0x13,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kExplicit3 = 0xA3,
};

/// Tag, length and the parts one after the other. At most 65,535 bytes.
Bytes element(Tag tag, std::initializer_list<ByteView> parts);
Bytes text(Tag tag, std::string_view text);
/// A positive number, big-endian: without needless zeros, with the one that keeps it positive.
Bytes integer(ByteView big_endian);
/// A bit string of whole bytes.
Bytes bit_string(std::initializer_list<ByteView> parts);

}  // namespace stsafe::certificates_openssl::der
