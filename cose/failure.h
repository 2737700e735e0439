#pragma once

#include <cstdint>
#include <string>

#include "stsafe/base/error.h"
#include "stsafe/base/result.h"

namespace stsafe::cose {

/// What kind of thing went wrong, for a caller that treats some differently.
enum class Reason : std::uint8_t {
  kNone,            ///< nothing: what a Result with a value holds
  kMalformed,       ///< bytes are not CBOR
  kTruncated,       ///< bytes end within an item, or a stream before its end mark
  kUnexpected,      ///< well-formed CBOR that is not the structure expected here
  kUnsupported,     ///< an algorithm, a critical parameter or a form that is not implemented
  kWrongKey,        ///< the message names another key than the one at hand
  kUnfitKey,        ///< the key is for another algorithm; a key set has no such key
  kNotAuthentic,    ///< verification failed; nothing was released
  kTooLarge,        ///< longer than a limit that is documented there
  kOutOfOrder,      ///< a record is repeated, moved, missing or of another stream
  kInvalidRequest,  ///< the caller asked for what cannot be
  kStream,          ///< a source or sink of the caller failed
  kDevice,          ///< the core failed: `cause` says how
};

/// Names a reason in a few words, for example "not authentic".
std::string name(Reason reason);

/// Why something was not done. The message says what was wrong and where: a byte offset or a field.
/// It never holds secrets, and no bytes of the message but numbers and printable labels.
struct Failure {
  Reason reason = Reason::kNone;
  std::string message;
  /// What the core said; an empty Error if it was not asked.
  Error cause;

  friend bool operator==(const Failure&, const Failure&) = default;
};

/// A value, or why there is none.
template <class T>
using Result = stsafe::Result<T, Failure>;

/// The failure of a call of the core while doing `what`, for example "encrypt in slot 3".
/// CryptoError::kNotAuthentic becomes Reason::kNotAuthentic.
Failure core_failure(Error cause, const std::string& what);

}  // namespace stsafe::cose
