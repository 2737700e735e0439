#include "ports/certificates_openssl/der.h"

#include <cassert>
#include <utility>

namespace stsafe::certificates_openssl::der {

Bytes element(Tag tag, std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  assert(size <= 0xFFFF);
  Bytes out{std::byte{std::to_underlying(tag)}};
  if (size > 0xFF) {
    out.push_back(std::byte{0x82});
    out.push_back(static_cast<std::byte>(size >> 8));
  } else if (size > 0x7F) {
    out.push_back(std::byte{0x81});
  }
  out.push_back(static_cast<std::byte>(size));
  for (const auto part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Bytes text(Tag tag, std::string_view text) {
  return element(tag, {std::as_bytes(std::span{text})});
}

Bytes integer(ByteView big_endian) {
  while (big_endian.size() > 1 && big_endian[0] == std::byte{0}) big_endian = big_endian.subspan(1);
  const Fixed<1> zero{};
  const bool looks_negative = (big_endian[0] & std::byte{0x80}) != std::byte{0};
  return element(Tag::kInteger, {looks_negative ? ByteView{zero} : ByteView{}, big_endian});
}

Bytes bit_string(std::initializer_list<ByteView> parts) {
  Bytes content{std::byte{0}};
  for (const auto part : parts) content.insert(content.end(), part.begin(), part.end());
  return element(Tag::kBitString, {content});
}

}  // namespace stsafe::certificates_openssl::der
