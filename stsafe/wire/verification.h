#pragma once

#include "stsafe/wire/fields.h"

namespace stsafe::wire {

/// What the chip found about a tag, under status 00 (protocol part 02, section 6.2).
using Verification = Strong<std::uint8_t, struct VerificationTag>;
inline constexpr Verification kAuthentic{1};
inline constexpr Verification kNotAuthentic{0};

}  // namespace stsafe::wire
