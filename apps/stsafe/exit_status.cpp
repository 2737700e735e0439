#include "apps/stsafe/exit_status.h"

#include <algorithm>
#include <array>

namespace stsafe::tool {
namespace {

using Kind = devices::Failure::Kind;

struct ErrorKind {
  Error error;
  Kind kind;
};

/// Errors whose kind is not that of their layer.
constexpr std::array kKinds{
    ErrorKind{LinkError::kFrameTooLong, Kind::kUsage},
    ErrorKind{Status::kInvalidCMac, Kind::kNotAuthentic},
    ErrorKind{Status::kEntryNotFound, Kind::kNotFound},
    ErrorKind{Status::kKeyNotFound, Kind::kNotFound},
    ErrorKind{UsageError::kSlotHasNoSuchKey, Kind::kNotFound},
    ErrorKind{UsageError::kNoCertificate, Kind::kNotFound},
    ErrorKind{ChannelError::kNoSession, Kind::kRefused},
    ErrorKind{ChannelError::kNoHostKeys, Kind::kNotFound},
    ErrorKind{ChannelError::kCounterExhausted, Kind::kRefused},
    ErrorKind{ChannelError::kResponseLost, Kind::kBus},
    ErrorKind{CryptoError::kNotAuthentic, Kind::kNotAuthentic},
    ErrorKind{CryptoError::kUntrustedCertificate, Kind::kNotAuthentic},
};

}  // namespace

int exit_status_of(Kind kind) {
  switch (kind) {
    case Kind::kUsage: return kWrongUsage;
    case Kind::kFailed: return kFailed;
    case Kind::kRefused: return kRefused;
    case Kind::kNotAuthentic: return kNotAuthentic;
    case Kind::kBus: return kBusFailed;
    case Kind::kNotFound: return kNotFound;
  }
  return kFailed;
}

Kind kind_of(Error error) {
  const auto* found = std::ranges::find(kKinds, error, &ErrorKind::error);
  if (found != kKinds.end()) return found->kind;
  switch (error.layer()) {
    case Layer::kBus:
    case Layer::kLink: return Kind::kBus;
    case Layer::kChannel: return Kind::kNotAuthentic;
    case Layer::kCrypto: return Kind::kFailed;
    case Layer::kDevice: return Kind::kRefused;
    case Layer::kUsage: return Kind::kUsage;
  }
  return Kind::kFailed;
}

}  // namespace stsafe::tool
