#pragma once

#include <string>
#include <vector>

#include "apps/devices/frame_meaning.h"

namespace stsafe::devices {

/// Bytes of a frame that nobody may see.
struct SecretRange {
  std::string name;        ///< of the field, or `payload` or `frame` where nobody knows the fields
  std::size_t offset = 0;  ///< in the frame, from the header on
  std::size_t size = 0;
  friend bool operator==(const SecretRange&, const SecretRange&) = default;
};
using SecretRanges = std::vector<SecretRange>;

/// What is secret in a frame: the fields that the registry marks, and every payload that cannot be
/// read. What is encrypted is not: there, the bus hides it.
SecretRanges secrets_of_command(ByteView frame, const wire::CommandRule& rule,
                                const KeyModes& modes);
SecretRanges secrets_of_response(ByteView command, ByteView response, const wire::CommandRule& rule,
                                 const KeyModes& modes);

/// Overwrites the ranges with the letters "REDACTED" and makes the CRC fit again: that of the true
/// frame would tell two bytes of what was there. Ranges that do not fit the frame are an error of
/// the caller.
void redact_command(ByteSpan frame, const SecretRanges& secrets);
void redact_response(ByteSpan frame, const SecretRanges& secrets);

}  // namespace stsafe::devices
