#include "cose/failure.h"

namespace stsafe::cose {

std::string name(Reason reason) {
  switch (reason) {
    case Reason::kNone: return "no failure";
    case Reason::kMalformed: return "malformed CBOR";
    case Reason::kTruncated: return "truncated";
    case Reason::kUnexpected: return "unexpected structure";
    case Reason::kUnsupported: return "unsupported";
    case Reason::kWrongKey: return "wrong key";
    case Reason::kUnfitKey: return "unfit key";
    case Reason::kNotAuthentic: return "not authentic";
    case Reason::kTooLarge: return "too large";
    case Reason::kOutOfOrder: return "out of order";
    case Reason::kInvalidRequest: return "invalid request";
    case Reason::kStream: return "stream failed";
    case Reason::kDevice: return "device failed";
  }
  return "unknown reason";
}

Failure core_failure(Error cause, const std::string& what) {
  const auto reason =
      cause == Error{CryptoError::kNotAuthentic} ? Reason::kNotAuthentic : Reason::kDevice;
  return {reason, what + ": " + std::string{describe(cause)}, cause};
}

}  // namespace stsafe::cose
