#include "apps/text/advice.h"

#include <fmt/format.h>

#include <array>

namespace stsafe::text {
namespace {

struct Advice {
  Error error;
  std::string_view what_to_do;
};

constexpr std::array kAdvice{
    Advice{BusError::kNack, "Check that the device is powered, and its address."},
    Advice{BusError::kTimeout,
           "SDA or SCL is held low or has no pull-up: check wiring, and reset the device."},
    Advice{BusError::kArbitrationLost, "Another controller uses the bus, or it is noisy."},
    Advice{BusError::kIo, "Check the wiring and the kernel's log; reset the device."},
    Advice{BusError::kMessageTooLong,
           "A frame cannot be sent in parts: use another adapter, for example i2c-gpio."},
    Advice{BusError::kInUse, "Wait for it, or end it."},
    Advice{LinkError::kNotDelivered, "Check that the device is powered, and its address."},
    Advice{LinkError::kNoAnswer, "Reset the device and try again."},
    Advice{LinkError::kBadChecksum, "The bus is noisy: check wiring, pull-ups and speed."},
    Advice{LinkError::kBadLength,
           "What answers may be another device: check the address, wiring, pull-ups and speed."},
    Advice{LinkError::kFrameTooLong,
           "Make message and associated data shorter: one command carries about 700 bytes."},
    Advice{ChannelError::kNoSession, "The device demands host keys for this command: give them."},
    Advice{ChannelError::kNoHostKeys, "Pair the device first."},
    Advice{ChannelError::kInvalidResponseMac,
           "The answer was changed on the way, or is not this device's."},
    Advice{ChannelError::kCounterImplausible,
           "Another program used the device, answers are being replayed, or it was exchanged."},
    Advice{CryptoError::kNotAuthentic,
           "Message, associated data, nonce or tag were changed, or the key is another one."},
    Advice{Status::kInvalidCMac, "The host keys are not this device's."},
    Advice{Status::kEntryNotFound, "There is no such slot; 'stsafe info' lists them."},
    Advice{Status::kKeyNotFound, "The slot is empty; 'stsafe info' lists the keys."},
    Advice{Status::kKeyBlocked,
           "The key in the slot is locked, or its uses are spent; take another slot."},
    Advice{Status::kCommandNotAuthorized,
           "The slot's control fields do not allow this; 'stsafe info' shows them."},
    Advice{Status::kAccessConditionNotSatisfied,
           "The right to change this was given up, or the command needs a host session."},
    Advice{Status::kInvalidLifeCycleState, "The device is locked or terminated."},
    Advice{Status::kWrongKeyUsage,
           "The key's usages do not allow this; 'stsafe info' shows them. Messages that do not fit "
           "one command need those by chunks."},
    Advice{Status::kWrongMacLength, "The key demands longer MACs."},
    Advice{Status::kCounterLimitExceeded, "The counter has less left than that."},
    Advice{Status::kPasswordBlocked, "Too many wrong passwords: it is blocked for good."},
    Advice{UsageError::kWrongDevice, "Only the STSAFE-A120 is supported."},
    Advice{UsageError::kUnsupportedCurve, "Take another curve; Ed25519 can only sign."},
    Advice{UsageError::kSlotHasNoSuchKey, "'stsafe info' lists the keys."},
};

}  // namespace

std::string explain(Error error) {
  if (error.is_status()) {
    return fmt::format("device: {} (status 0x{:02X})", describe(error), error.code());
  }
  return fmt::format("{}: {}", name(error.layer()), describe(error));
}

std::string_view advice(Error error) {
  for (const auto& entry : kAdvice) {
    if (entry.error == error) return entry.what_to_do;
  }
  return {};
}

}  // namespace stsafe::text
