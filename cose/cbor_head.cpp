#include "cose/cbor_head.h"

#include <cbor.h>

#include <algorithm>
#include <array>

namespace stsafe::cose {

namespace {

constexpr unsigned kInformationMask = 0x1F;
constexpr unsigned kOneByteArgument = 24;
constexpr unsigned kIndefinite = 31;
// Below, a simple value has a shorter form and must use it (RFC 8949, section 3.3).
constexpr std::uint64_t kFirstLongSimple = 32;

Failure malformed(std::uint64_t offset, const std::string& what) {
  return {Reason::kMalformed, "byte " + std::to_string(offset) + ": " + what, {}};
}

cbor_callbacks argument_callbacks() {
  auto callbacks = cbor_empty_callbacks;
  callbacks.uint8 = [](void* to, std::uint8_t n) { *static_cast<std::uint64_t*>(to) = n; };
  callbacks.uint16 = [](void* to, std::uint16_t n) { *static_cast<std::uint64_t*>(to) = n; };
  callbacks.uint32 = [](void* to, std::uint32_t n) { *static_cast<std::uint64_t*>(to) = n; };
  callbacks.uint64 = [](void* to, std::uint64_t n) { *static_cast<std::uint64_t*>(to) = n; };
  return callbacks;
}

bool may_be_indefinite(CborType type) {
  return type != CborType::kUnsigned && type != CborType::kNegative && type != CborType::kTag;
}

}  // namespace

std::string name(CborType type) {
  switch (type) {
    case CborType::kUnsigned: return "unsigned integer";
    case CborType::kNegative: return "negative integer";
    case CborType::kBytes: return "byte string";
    case CborType::kText: return "text string";
    case CborType::kArray: return "array";
    case CborType::kMap: return "map";
    case CborType::kTag: return "tag";
    case CborType::kSimple: return "simple value";
  }
  return "unknown type";
}

Result<std::optional<CborHead>> decode_head(ByteView bytes, std::uint64_t offset) {
  if (bytes.empty()) return std::optional<CborHead>{};
  const auto initial = std::to_integer<unsigned>(bytes[0]);
  const auto information = initial & kInformationMask;
  CborHead head{.type = static_cast<CborType>(initial >> 5), .size = 1};
  if (information == kIndefinite) {
    if (!may_be_indefinite(head.type)) return malformed(offset, "no item begins like this");
    head.is_indefinite = true;
    return std::optional{head};
  }

  // An argument is encoded alike in all types. As an unsigned integer libcbor gives it at once; of
  // a string it would first want to see all bytes.
  std::array<unsigned char, kMaxCborHeadSize> as_integer{};
  const auto size = std::min(bytes.size(), as_integer.size());
  std::ranges::transform(bytes.first(size), as_integer.begin(), std::to_integer<unsigned char>);
  as_integer[0] = static_cast<unsigned char>(information);
  static const auto kCallbacks = argument_callbacks();
  const auto decoded = cbor_stream_decode(as_integer.data(), size, &kCallbacks, &head.argument);
  if (decoded.status == CBOR_DECODER_NEDATA) return std::optional<CborHead>{};
  if (decoded.status != CBOR_DECODER_FINISHED) {
    return malformed(offset, "no item begins like this");
  }
  head.size = decoded.read;
  if (head.type == CborType::kSimple && information == kOneByteArgument &&
      head.argument < kFirstLongSimple) {
    return malformed(offset, "a simple value in a form that it must not have");
  }
  return std::optional{head};
}

}  // namespace stsafe::cose
