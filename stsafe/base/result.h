#pragma once

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

#include "stsafe/base/error.h"

namespace stsafe {

namespace detail {

/// Room for a value of plain data, without the flag that an optional has beside it.
template <class T>
class PlainRoom {
 public:
  constexpr PlainRoom() : nothing() {}
  template <class U>
  constexpr explicit PlainRoom(std::in_place_t, U&& from) : value(std::forward<U>(from)) {}
  constexpr const T& operator*() const { return value; }
  constexpr T& operator*() { return value; }

 private:
  struct Nothing {};
  union {
    Nothing nothing;
    T value;
  };
};

template <class T>
inline constexpr bool kIsPlain =
    std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>;

}  // namespace detail

/// A value, or why there is none. Cannot be dropped; an error converts to it.
///
/// Made for a microcontroller: an error type's zero means "no error", so no flag is needed beside
/// it, and `Result<void>` fits a register (docs/decisions/0001-result.md).
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  template <std::convertible_to<T> U>
  constexpr Result(U&& value) : room_(std::in_place, std::forward<U>(value)) {}
  template <std::convertible_to<E> F>
    requires(!std::convertible_to<F, T>)
  constexpr Result(F why) : why_(std::move(why)) {}

  constexpr explicit operator bool() const { return why_ == E{}; }
  // Only to be asked when there is a value.
  constexpr const T& operator*() const { return *room_; }
  constexpr T& operator*() { return *room_; }
  constexpr const T* operator->() const { return &*room_; }
  constexpr T* operator->() { return &*room_; }
  /// Why there is no value. Only to be asked when there is none.
  constexpr E error() const { return why_; }
  constexpr bool failed_with(E e) const { return why_ == e; }

 private:
  std::conditional_t<detail::kIsPlain<T>, detail::PlainRoom<T>, std::optional<T>> room_;
  E why_{};
};

/// Done, or why not.
template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  constexpr Result() = default;
  template <std::convertible_to<E> F>
  constexpr Result(F why) : why_(std::move(why)) {}

  constexpr explicit operator bool() const { return why_ == E{}; }
  constexpr E error() const { return why_; }
  constexpr bool failed_with(E e) const { return why_ == e; }

 private:
  E why_{};
};

}  // namespace stsafe
