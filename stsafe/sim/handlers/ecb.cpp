#include "stsafe/sim/handlers/ecb.h"

namespace stsafe::sim {
namespace {

// The dispatcher has made sure that the slot exists and holds an ECB key.

/// Turns whole blocks into others of the same number, in scratch memory. Trap T-37 for the sizes.
template <class Turn>
Result<ByteView, Status> turn_blocks(const Context& cx, ByteView blocks, Turn turn) {
  if (blocks.empty() || blocks.size() % crypto::kAesBlockSize != 0) {
    return Status::kInconsistentCommandData;
  }
  const auto out = cx.scratch.first(blocks.size());
  for (std::size_t at = 0; at < blocks.size(); at += crypto::kAesBlockSize) {
    crypto::AesBlock block{};
    const WipeOnExit block_wiped{block};
    copy_bytes(blocks.subspan(at, block.size()), block);
    if (!turn(block)) return Status::kUnexpectedError;
    copy_bytes(block, out.subspan(at));
  }
  return ByteView{out};
}

}  // namespace

Reply<wire::EncryptEcb> handle(Context& cx, const wire::EncryptEcb& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kEncrypt)) return Status::kWrongKeyUsage;
  const auto ciphertext = turn_blocks(cx, command.message.bytes(), [&](crypto::AesBlock& block) {
    return cx.crypto.aes.encrypt_block(slot.value.reveal(), block);
  });
  if (!ciphertext) return ciphertext.error();
  return wire::EncryptEcb::Response{wire::Tail{*ciphertext}};
}

Reply<wire::DecryptEcb> handle(Context& cx, const wire::DecryptEcb& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kDecrypt)) return Status::kWrongKeyUsage;
  const auto message = turn_blocks(cx, command.ciphertext.bytes(), [&](crypto::AesBlock& block) {
    return crypto::decrypt_block(cx.crypto.aes, slot.value.reveal(), block);
  });
  if (!message) return message.error();
  return wire::DecryptEcb::Response{wire::Tail{*message}};
}

}  // namespace stsafe::sim
