#pragma once

#include <compare>
#include <concepts>

namespace stsafe {

/// A number with a meaning: two of different meaning neither mix nor compare.
template <std::unsigned_integral Rep, class Tag>
class Strong {
 public:
  using Representation = Rep;
  constexpr Strong() = default;
  constexpr explicit Strong(Rep raw) : raw_(raw) {}
  constexpr Rep raw() const { return raw_; }
  friend constexpr auto operator<=>(Strong, Strong) = default;

 private:
  Rep raw_{};
};

}  // namespace stsafe
