#pragma once

#include <optional>
#include <type_traits>

#include "stsafe/base/strong.h"
#include "stsafe/wire/reader.h"
#include "stsafe/wire/writer.h"

namespace stsafe::wire {

/// The rest of the frame. Shows the frame's own memory: valid as long as that buffer.
class Tail {
 public:
  constexpr Tail() = default;
  constexpr explicit Tail(ByteView bytes) : bytes_(bytes) {}
  constexpr ByteView bytes() const { return bytes_; }

 private:
  ByteView bytes_{};
};

/// A two-byte length and as many bytes. Shows the frame's own memory.
class Prefixed {
 public:
  constexpr Prefixed() = default;
  constexpr explicit Prefixed(ByteView bytes) : bytes_(bytes) {}
  constexpr ByteView bytes() const { return bytes_; }

 private:
  ByteView bytes_{};
};

/// A one-byte length and as many bytes. Shows the frame's own memory.
class ShortPrefixed {
 public:
  constexpr ShortPrefixed() = default;
  constexpr explicit ShortPrefixed(ByteView bytes) : bytes_(bytes) {}
  constexpr ByteView bytes() const { return bytes_; }

 private:
  ByteView bytes_{};
};

/// A two-byte length and two byte strings that it counts together. Where the first ends does not
/// stand in the frame: decoded, everything is the first.
class PrefixedPair {
 public:
  constexpr PrefixedPair() = default;
  constexpr PrefixedPair(ByteView first, ByteView second) : first_(first), second_(second) {}
  constexpr ByteView first() const { return first_; }
  constexpr ByteView second() const { return second_; }

 private:
  ByteView first_{};
  ByteView second_{};
};

/// The number of bytes that each value of a type has on the wire; 0 if it depends on the value.
template <class T>
inline constexpr std::size_t kFixedSize = 0;
template <class Rep, class Tag>
inline constexpr std::size_t kFixedSize<Strong<Rep, Tag>> = sizeof(Rep);
template <>
inline constexpr std::size_t kFixedSize<std::uint8_t> = 1;
template <std::size_t N>
inline constexpr std::size_t kFixedSize<Fixed<N>> = N;
template <class E>
  requires std::is_enum_v<E>
inline constexpr std::size_t kFixedSize<E> = sizeof(E);

template <class Rep, class Tag>
constexpr void encode(Writer& w, Strong<Rep, Tag> value) {
  w.put(value.raw());
}
template <class Rep, class Tag>
constexpr void decode(Reader& r, Strong<Rep, Tag>& value) {
  value = Strong<Rep, Tag>{r.take<Rep>()};
}

constexpr void encode(Writer& w, std::uint8_t value) { w.put(value); }
constexpr void decode(Reader& r, std::uint8_t& value) { value = r.take<std::uint8_t>(); }

// An enumeration keeps whatever value the wire has; whether it is known is for the receiver to
// say, with the status that fits.
template <class E>
  requires std::is_enum_v<E>
constexpr void encode(Writer& w, E value) {
  w.put(static_cast<std::underlying_type_t<E>>(value));
}
template <class E>
  requires std::is_enum_v<E>
constexpr void decode(Reader& r, E& value) {
  value = static_cast<E>(r.take<std::underlying_type_t<E>>());
}

template <std::size_t N>
constexpr void encode(Writer& w, const Fixed<N>& value) {
  w.put(ByteView{value});
}
template <std::size_t N>
constexpr void decode(Reader& r, Fixed<N>& value) {
  const auto bytes = r.take_bytes(N);
  if (!r.failed()) copy_bytes(bytes, value);
}

constexpr void encode(Writer& w, Tail value) { w.put(value.bytes()); }
constexpr void decode(Reader& r, Tail& value) { value = Tail{r.rest()}; }

constexpr void encode(Writer& w, Prefixed value) {
  w.put(static_cast<std::uint16_t>(value.bytes().size()));
  w.put(value.bytes());
}
constexpr void decode(Reader& r, Prefixed& value) {
  value = Prefixed{r.take_bytes(r.take<std::uint16_t>())};
}

constexpr void encode(Writer& w, ShortPrefixed value) {
  w.put(static_cast<std::uint8_t>(value.bytes().size()));
  w.put(value.bytes());
}
constexpr void decode(Reader& r, ShortPrefixed& value) {
  value = ShortPrefixed{r.take_bytes(r.take<std::uint8_t>())};
}

constexpr void encode(Writer& w, PrefixedPair value) {
  w.put(static_cast<std::uint16_t>(value.first().size() + value.second().size()));
  w.put(value.first());
  w.put(value.second());
}
constexpr void decode(Reader& r, PrefixedPair& value) {
  value = PrefixedPair{r.take_bytes(r.take<std::uint16_t>()), {}};
}

/// A last part that is there exactly if bytes are left.
template <class T>
constexpr void encode(Writer& w, const std::optional<T>& value) {
  if (value) encode(w, *value);
}
template <class T>
constexpr void decode(Reader& r, std::optional<T>& value) {
  if (r.at_end()) return;
  decode(r, value.emplace());
}

}  // namespace stsafe::wire
