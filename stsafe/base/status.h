#pragma once

#include <cstdint>
#include <string_view>

namespace stsafe {

/// What the device answered: the low five bits of a response header (protocol part 01,
/// section 2.3).
enum class Status : std::uint8_t {
  kOk = 0x00,
  kCommunicationError = 0x01,
  kInconsistentCommandData = 0x02,
  kValueOutOfRange = 0x03,
  kCommandCodeNotSupported = 0x04,
  kUnexpectedError = 0x05,
  kBufferLengthExceeded = 0x06,
  kSessionError = 0x07,
  kTooManyMessagesLost = 0x08,
  kCMacCounterMaximumReached = 0x09,
  kKeyNotFound = 0x0A,
  kKeyBlocked = 0x0B,
  kWrongKeyType = 0x0C,
  kSessionCounterOutOfRange = 0x0D,
  kUnassigned = 0x0E,
  kInvalidLifeCycleState = 0x0F,
  kEntryNotFound = 0x10,
  kAccessConditionNotSatisfied = 0x11,
  kWrongZoneType = 0x12,
  kCounterLimitExceeded = 0x13,
  kBoundaryExceeded = 0x14,
  kInvalidPrivateKey = 0x15,
  kInvalidCMac = 0x16,
  kChallengeMissing = 0x17,
  kCommandDecryptionError = 0x18,
  kInvalidPublicKey = 0x19,
  kPasswordBlocked = 0x1A,
  kWrongKeyUsage = 0x1B,
  kWrongModeOfOperation = 0x1C,
  kWrongMacLength = 0x1D,
  kCommandNotAuthorized = 0x1E,
  kOldMessage = 0x1F,
};

/// Names a status in the protocol's words, for example "access condition not satisfied".
std::string_view name(Status status);

}  // namespace stsafe
