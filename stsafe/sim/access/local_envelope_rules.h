#pragma once

#include "stsafe/base/status.h"
#include "stsafe/wire/symmetric_key.h"

// Rules of the local envelope keys, protocol part 02 section 9 and trap T-39.
namespace stsafe::sim {

/// May a key of this type be made in the slot? There is no way to remove one.
constexpr Status check_make_envelope_key(bool has_key, wire::KeyType type) {
  if (type > wire::KeyType::kAes256) return Status::kWrongKeyType;
  return has_key ? Status::kAccessConditionNotSatisfied : Status::kOk;
}

/// Can a payload of this size be wrapped? Key wrap takes two blocks of 8 bytes or more.
constexpr bool can_be_wrapped(std::size_t size) {
  constexpr std::size_t block = 8;
  return size >= 2 * block && size % block == 0;
}

/// Can this be a wrapped payload? It is a block longer than the payload.
constexpr bool can_be_unwrapped(std::size_t size) { return size >= 8 && can_be_wrapped(size - 8); }

}  // namespace stsafe::sim
