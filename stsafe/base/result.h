#pragma once

#include <concepts>
#include <expected>
#include <type_traits>
#include <utility>

#include "stsafe/base/error.h"

namespace stsafe {

/// A value, or why there is none. Cannot be dropped; an error converts to it.
/// The only file that names std::expected.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  constexpr Result()
    requires std::is_void_v<T>
  = default;
  template <std::convertible_to<T> U>
  constexpr Result(U&& value) : held_(std::in_place, std::forward<U>(value)) {}
  template <std::convertible_to<E> F>
    requires(!std::convertible_to<F, T>)
  constexpr Result(F why) : held_(std::unexpect, why) {}

  constexpr explicit operator bool() const { return held_.has_value(); }
  constexpr decltype(auto) operator*() const { return *held_; }
  constexpr decltype(auto) operator*() { return *held_; }
  constexpr auto operator->() const { return &*held_; }
  constexpr auto operator->() { return &*held_; }
  /// Why there is no value. Only to be asked when there is none.
  constexpr E error() const { return held_.error(); }
  constexpr bool failed_with(E e) const { return !held_ && held_.error() == e; }

 private:
  std::expected<T, E> held_;
};

}  // namespace stsafe
