#pragma once

#include "stsafe/sim/access/key_rules.h"
#include "stsafe/sim/context.h"

// What all commands that put a key into a slot have in common.
namespace stsafe::sim {

/// May this key be written? What comes after the format, in the order of trap T-29 of part 02: slot
/// number, consistency, control fields, lock of the key that is there.
Status check_write(const Context& cx, const wire::KeyInfo& info, const Provisioning& how);

/// Puts a key into a slot in place of what is there. Its size is that of its type.
void write_key(Context& cx, const wire::KeyInfo& info, ByteView key);

}  // namespace stsafe::sim
