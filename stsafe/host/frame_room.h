#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// How many payload bytes fit into one command and into its answer, as they travel now: with an
/// open host session room is left for both MACs, and for padding where the chip wants encryption.
struct FrameRoom {
  std::size_t command = 0;  ///< subject included, header not
  std::size_t answer = 0;
};

/// Looks at the device's session and at what the chip demands of this command. Frames stay within
/// 752 bytes, CRC included, in both directions (trap T-20 of part 02).
FrameRoom frame_room(const Device& device, wire::Opcode opcode);

}  // namespace stsafe::host
