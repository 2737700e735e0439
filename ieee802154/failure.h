#pragma once

#include <cstdint>

#include "stsafe/base/error.h"
#include "stsafe/base/result.h"

namespace stsafe::ieee802154 {

/// Why a frame was not secured, or not accepted.
enum class Reason : std::uint8_t {
  kMalformed = 1,    ///< a frame ends within its header, or a field contradicts another
  kUnsupported,      ///< not of the edition of 2006, or with an unknown field
  kTooLong,          ///< the secured frame has more than kMaxFrameSize bytes
  kNotSecured,       ///< a received frame has no security
  kWrongLevel,       ///< a received frame has another security level than is asked for
  kWrongKey,         ///< a received frame names another key
  kWrongSender,      ///< a received frame is from another extended address
  kReplayed,         ///< a received frame's counter is not above all that were accepted
  kEndOfCounter,     ///< a received frame's counter is FFFFFFFF, which secures nothing
  kNotAuthentic,     ///< the MIC is wrong; nothing was released
  kNothingToSecure,  ///< level 4 and no payload: the chip does not encrypt nothing
  kCore,             ///< the core failed: `error` says how
};

struct Failure {
  Reason reason{};
  Error error{};
  friend bool operator==(const Failure&, const Failure&) = default;
};

template <class T>
using Result = stsafe::Result<T, Failure>;

}  // namespace stsafe::ieee802154
