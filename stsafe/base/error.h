#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "stsafe/base/status.h"

namespace stsafe {

/// What went wrong on the wires of the bus.
enum class BusError : std::uint8_t {
  kNack = 1,  ///< the address or a data byte was not acknowledged
  kTimeout,
  kArbitrationLost,
  kIo,              ///< the adapter reported a failure
  kUnavailable,     ///< the bus or its adapter cannot be opened, or is gone
  kMessageTooLong,  ///< the adapter cannot carry a message of this size
  kInUse,           ///< another program held the device for too long; nothing was sent
  kCancelled,       ///< the caller ended the call early
};

/// What went wrong between one frame and its answer.
enum class LinkError : std::uint8_t {
  kTruncated = 1,       ///< a message ended before its last field
  kTrailingBytes,       ///< a message has bytes after its last field
  kFrameTooLong,        ///< a frame does not fit its buffer or the protocol's limit
  kBadChecksum,         ///< a response's CRC-16 is wrong, also after reading it again
  kBadLength,           ///< a response's length field is impossible
  kMalformedField,      ///< a field has a value that the protocol does not know
  kUnknownCurve,        ///< a curve identifier is none that the protocol knows
  kNotDelivered,        ///< the device never acknowledged the command: it did not see it
  kNoAnswer,            ///< the device took the command and never answered in time
  kUnexpectedResponse,  ///< a well-formed answer that does not fit the question
};

/// What went wrong in the host session's protection.
enum class ChannelError : std::uint8_t {
  kNoSession = 1,       ///< the command needs a host session and none is open
  kNoHostKeys,          ///< the device holds no host keys, so no session can be opened
  kWrongKeyType,        ///< the device's host keys are not of the size given
  kInvalidResponseMac,  ///< the R-MAC is wrong: the answer is not the device's, or not to this
                        ///< command
  kBadPadding,          ///< a decrypted payload does not end in 80 00…
  kCounterExhausted,    ///< the host session counter has reached its end
  kCounterImplausible,  ///< the device reports a counter that it cannot have: replay, or another
                        ///< program keys
  kResponseLost,        ///< the device executed the command, but its answer was lost
  kResynchronised,      ///< the counters had drifted apart and agree again; not executed
};

/// What went wrong in the cryptography of this end.
enum class CryptoError : std::uint8_t {
  kBackendFailed = 1,
  kUnsupported,
  kInvalidKey,            ///< a key of the wrong size, or a public key that is not on its curve
  kNotAuthentic,          ///< a tag, MAC or key wrap did not verify; nothing was released
  kUntrustedCertificate,  ///< a certificate is not of the root that is trusted, or not valid now
};

/// What the caller did wrong. Nothing was sent.
enum class UsageError : std::uint8_t {
  kWrongSize = 1,        ///< a buffer or value has the wrong size
  kOutOfRange,           ///< a number is outside its documented range
  kUnsupportedCurve,     ///< the curve cannot do what was asked (Ed25519 cannot agree on keys)
  kWeakTag,              ///< a tag of less than 8 bytes needs an explicit acknowledgement
  kInconsistentKey,      ///< key type, mode, usage and size do not fit together
  kNotOpen,              ///< the session or key object was not opened
  kAlreadyOpen,          ///< the session is already open
  kNonceExhausted,       ///< the nonce sequence has used all its numbers; start another one
  kSlotHasNoSuchKey,     ///< the slot is empty or holds a key of another mode
  kWrappedCounterSpent,  ///< a KEK session can wrap 255 keys; open another one
  kWrongDevice,          ///< the device is not an STSAFE-A120
  kNoCertificate,        ///< the zone does not begin with a certificate
  kNonceUnavailable,     ///< the store of nonces or counters gives no more: it says why
};

/// The layer an error comes from.
enum class Layer : std::uint8_t { kBus = 1, kLink, kChannel, kCrypto, kDevice, kUsage };

/// One error of any layer, two bytes. Which layer it came from is kept.
class Error {
 public:
  /// No error: what a Result without one holds.
  constexpr Error() = default;
  constexpr Error(BusError e) : Error(Layer::kBus, std::to_underlying(e)) {}
  constexpr Error(LinkError e) : Error(Layer::kLink, std::to_underlying(e)) {}
  constexpr Error(ChannelError e) : Error(Layer::kChannel, std::to_underlying(e)) {}
  constexpr Error(CryptoError e) : Error(Layer::kCrypto, std::to_underlying(e)) {}
  constexpr Error(Status s) : Error(Layer::kDevice, std::to_underlying(s)) {}
  constexpr Error(UsageError e) : Error(Layer::kUsage, std::to_underlying(e)) {}

  constexpr Layer layer() const { return static_cast<Layer>(raw_ >> 8); }
  /// The value of the layer's own enumeration; for the device, its status.
  constexpr std::uint8_t code() const { return static_cast<std::uint8_t>(raw_); }
  constexpr bool is_status() const { return layer() == Layer::kDevice; }

  friend constexpr bool operator==(Error, Error) = default;

 private:
  constexpr Error(Layer layer, std::uint8_t code)
      : raw_(static_cast<std::uint16_t>((std::to_underlying(layer) << 8) | code)) {}
  // One number: a microcontroller compares and returns it in one register.
  std::uint16_t raw_ = 0;
};

/// Names a layer, for example "device".
std::string_view name(Layer layer);
/// Says in a few words what an error means, without layer or advice.
std::string_view describe(Error error);

}  // namespace stsafe
