#include "stsafe/host/frame_room.h"

#include "stsafe/crypto/aes.h"

namespace stsafe::host {
namespace {

/// Padding takes at least a byte.
constexpr std::size_t room_inside(std::size_t ciphertext_size) {
  return ciphertext_size / crypto::kAesBlockSize * crypto::kAesBlockSize - 1;
}

}  // namespace

FrameRoom frame_room(const Device& device, wire::Opcode opcode) {
  FrameRoom room{.command = wire::kMaxCommandSize - wire::header_size(opcode) - wire::kCrcSize,
                 .answer = wire::kMaxCommandSize - wire::kMinResponseSize};
  if (device.session() == nullptr || wire::always_plain(opcode)) return room;
  const auto rule = device.authorization().rule(opcode);
  room.command -= wire::kMacSize;
  room.answer -= wire::kMacSize;
  if (rule.encrypt_command) room.command = room_inside(room.command);
  if (rule.encrypt_response) room.answer = room_inside(room.answer);
  return room;
}

}  // namespace stsafe::host
