#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// What the chip says of a password.
struct PasswordCheck {
  bool correct = false;
  std::uint8_t remaining_tries = 0;
};

/// Compares the device's password with these 16 bytes (UsageError::kWrongSize). A wrong one is no
/// error, but costs a try. Outside an encrypted host session it crosses the bus in plaintext.
///
/// Errors: Status::kPasswordBlocked without tries left; Status::kKeyNotFound without password.
Result<PasswordCheck> verify_password(Device& device, ByteView password);

/// Removes the password for good: no command sets another. Wants it verified since the last reset
/// (Status::kAccessConditionNotSatisfied).
Result<void> delete_password(Device& device);

}  // namespace stsafe::host
