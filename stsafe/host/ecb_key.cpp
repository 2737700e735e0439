#include "stsafe/host/ecb_key.h"

#include "stsafe/crypto/aes.h"
#include "stsafe/host/frame_room.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/ecb.h"

namespace stsafe::host {
namespace {

constexpr std::size_t kSubjectAndSlot = 2;

/// Turns `from` into `to`, as many whole blocks at a time as a frame carries.
template <class Turn>
Result<void> in_frames(const Device& device, wire::Opcode opcode, ByteView from, ByteSpan to,
                       Turn turn) {
  if (from.size() != to.size() || from.empty() || from.size() % crypto::kAesBlockSize != 0) {
    return UsageError::kWrongSize;
  }
  const auto room = frame_room(device, opcode);
  auto most = std::min(room.command - kSubjectAndSlot, room.answer);
  most -= most % crypto::kAesBlockSize;
  while (!from.empty()) {
    const auto size = std::min(most, from.size());
    if (auto turned = turn(from.first(size), to.first(size)); !turned) return turned;
    from = from.subspan(size);
    to = to.subspan(size);
  }
  return {};
}

Result<void> accept(ByteView answered, ByteSpan to) {
  if (answered.size() != to.size()) return LinkError::kUnexpectedResponse;
  copy_bytes(answered, to);
  return {};
}

}  // namespace

Result<wire::KeyInfo> ecb_key_info(wire::SlotNumber slot, const EcbKeyOptions& options) {
  const bool is_aes =
      options.type == wire::KeyType::kAes128 || options.type == wire::KeyType::kAes256;
  if (!is_aes || options.lock > wire::Lock::kErasable ||
      !includes(wire::kEncrypt | wire::kDecrypt, options.usage)) {
    return UsageError::kInconsistentKey;
  }
  return wire::KeyInfo{.slot = slot,
                       .key = {.lock = options.lock,
                               .type = options.type,
                               .mode = wire::KeyMode::kEcb,
                               .usage = options.usage}};
}

Result<EcbKey> EcbKey::open(Device& device, wire::SlotNumber slot) {
  const auto info = read_key(device, slot, wire::KeyMode::kEcb);
  if (!info) return info.error();
  return EcbKey{device, *info};
}

Result<void> EcbKey::encrypt(ByteView plaintext, ByteSpan ciphertext) {
  return in_frames(*device_, wire::EncryptEcb::kOpcode, plaintext, ciphertext,
                   [this](ByteView from, ByteSpan to) -> Result<void> {
                     const auto answer = device_->call(wire::EncryptEcb{slot_, wire::Tail{from}});
                     if (!answer) return answer.error();
                     return accept(answer->ciphertext.bytes(), to);
                   });
}

Result<void> EcbKey::decrypt(ByteView ciphertext, ByteSpan plaintext) {
  return in_frames(*device_, wire::DecryptEcb::kOpcode, ciphertext, plaintext,
                   [this](ByteView from, ByteSpan to) -> Result<void> {
                     const auto answer = device_->call(wire::DecryptEcb{slot_, wire::Tail{from}});
                     if (!answer) return answer.error();
                     const auto accepted = accept(answer->message.bytes(), to);
                     device_->forget();
                     return accepted;
                   });
}

}  // namespace stsafe::host
