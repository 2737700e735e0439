#pragma once

#include <tuple>

#include "stsafe/wire/curve_id.h"
#include "stsafe/wire/fields.h"
#include "stsafe/wire/types.h"

namespace stsafe::wire {

/// A plain struct whose members, in their order, are a payload. `kFields` names each of them.
template <class M>
concept Message = std::is_aggregate_v<M> && requires {
  { M::kFields.size() } -> std::convertible_to<std::size_t>;
};

/// The members of a message, in wire order. A wrong number of names in kFields does not compile.
template <class M>
constexpr auto members(M& m) {
  constexpr auto n = std::remove_const_t<M>::kFields.size();
  static_assert(n <= 8, "add a line below");
  if constexpr (n == 0) {
    static_assert(std::is_empty_v<M>, "every member needs a name in kFields");
    return std::tie();
  } else if constexpr (n == 1) {
    auto& [a] = m;
    return std::tie(a);
  } else if constexpr (n == 2) {
    auto& [a, b] = m;
    return std::tie(a, b);
  } else if constexpr (n == 3) {
    auto& [a, b, c] = m;
    return std::tie(a, b, c);
  } else if constexpr (n == 4) {
    auto& [a, b, c, d] = m;
    return std::tie(a, b, c, d);
  } else if constexpr (n == 5) {
    auto& [a, b, c, d, e] = m;
    return std::tie(a, b, c, d, e);
  } else if constexpr (n == 6) {
    auto& [a, b, c, d, e, f] = m;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (n == 7) {
    auto& [a, b, c, d, e, f, g] = m;
    return std::tie(a, b, c, d, e, f, g);
  } else {
    auto& [a, b, c, d, e, f, g, h] = m;
    return std::tie(a, b, c, d, e, f, g, h);
  }
}

/// Calls `visit(field, member)` for each member, in wire order.
template <Message M, class Visitor>
constexpr void for_each_field(const M& m, Visitor&& visit) {
  std::size_t i = 0;
  std::apply([&](const auto&... member) { (visit(M::kFields[i++], member), ...); }, members(m));
}

template <Message M>
constexpr void encode(Writer& w, const M& m) {
  std::apply([&](const auto&... member) { (encode(w, member), ...); }, members(m));
}
template <Message M>
constexpr void decode(Reader& r, M& m) {
  std::apply([&](auto&... member) { (decode(r, member), ...); }, members(m));
}

/// Reads a whole payload. Fails with a LinkError if a byte is missing, left over or unknown.
/// Views inside the message show `payload`.
template <Message M>
constexpr Result<M> decode_message(ByteView payload) {
  Result<M> m{M{}};  // read in place, not copied
  Reader r{payload};
  decode(r, *m);
  if (auto end = r.finish(); !end) m = end.error();
  return m;
}

/// A command: a message with its code, its effect, its time and the type of its answer.
template <class C>
concept Command = Message<C> && Message<typename C::Response> && requires {
  { C::kName } -> std::convertible_to<std::string_view>;
  { C::kOpcode } -> std::convertible_to<Opcode>;
  { C::kEffect } -> std::convertible_to<Effect>;
  { C::kTypicalTime } -> std::convertible_to<Microseconds>;
};

/// The number of bytes of a message; nothing if it depends on the values of its members.
template <Message M>
consteval std::optional<std::size_t> fixed_size_of() {
  using Members = decltype(members(std::declval<M&>()));
  return []<class... Ts>(std::type_identity<std::tuple<Ts...>>) -> std::optional<std::size_t> {
    if (((kFixedSize<std::remove_cvref_t<Ts>> == 0) || ...)) return {};
    return (std::size_t{0} + ... + kFixedSize<std::remove_cvref_t<Ts>>);
  }(std::type_identity<Members>{});
}

/// A command that says how long its answer is, if all goes well: `answer_size()`, without
/// protection, header, length and CRC.
template <class C>
concept SaysAnswerSize = Command<C> && requires(const C& command) {
  { command.answer_size() } -> std::same_as<std::size_t>;
};

/// A command that shares its code with others, told apart by its first payload byte.
template <class C>
concept HasSubject = Command<C> && requires {
  { C::kSubject } -> std::convertible_to<Subject>;
};

/// Stands for no subject; no command has this one.
inline constexpr Subject kNoSubject{0xFF};

template <Command C>
consteval Subject subject_of() {
  if constexpr (HasSubject<C>) {
    static_assert(C::kSubject != kNoSubject);
    return C::kSubject;
  }
  return kNoSubject;
}

/// Writes what comes before a command's own fields: its code, and its subject where it has one.
constexpr void encode_header(Writer& w, Opcode opcode, Subject subject) {
  if (is_extended(opcode)) {
    w.put(opcode.raw());
  } else {
    w.put(static_cast<std::uint8_t>(opcode.raw()));
  }
  if (subject != kNoSubject) w.put(subject.raw());
}

/// Writes header and payload of an unprotected command, without CRC.
template <Command C>
constexpr void encode_command(Writer& w, const C& command) {
  encode_header(w, C::kOpcode, subject_of<C>());
  encode(w, command);
}

/// The number of header bytes before a command's payload.
constexpr std::size_t header_size(Opcode code) { return is_extended(code) ? 2 : 1; }

}  // namespace stsafe::wire
