#pragma once

#include "stsafe/wire/symmetric_key.h"

// Rules of Generate MAC and Verify MAC, protocol part 02 section 6.7.
namespace stsafe::sim {

/// Does this MAC size exist for the mode? CMAC: 2, 4, 8, 16; HMAC: 16 to 32.
constexpr bool is_mac_size(wire::KeyMode mode, std::size_t size) {
  if (mode == wire::KeyMode::kCmac) return size == 2 || size == 4 || size == 8 || size == 16;
  return size >= 16 && size <= 32;
}

/// May the key make, or check, a MAC of this size? Its own least size counts for checking only.
constexpr Status check_mac(const wire::KeyDescription& key, wire::Usage usage, std::size_t size) {
  if (key.mode != wire::KeyMode::kCmac && key.mode != wire::KeyMode::kHmac) {
    return Status::kWrongModeOfOperation;
  }
  if (!includes(key.usage, usage)) return Status::kWrongKeyUsage;
  if (!is_mac_size(key.mode, size)) return Status::kWrongMacLength;
  if (usage == wire::kVerifyMac && size < key.parameter) return Status::kWrongMacLength;
  return Status::kOk;
}

}  // namespace stsafe::sim
