#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/wire/types.h"

namespace stsafe::conformance {

/// Header and payload of a command, taken apart as if it had no protection bits.
struct Request {
  wire::Opcode opcode{};
  ByteView payload{};  ///< shows the command's memory
};

/// The command must have a byte.
Request take_apart(ByteView command);

}  // namespace stsafe::conformance
