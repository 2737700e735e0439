#include "stsafe/sim/handlers/mac.h"

#include "stsafe/sim/access/mac_rules.h"

namespace stsafe::sim {
namespace {

/// A MAC of either kind; the first `size` bytes of `full` are it.
struct Mac {
  Fixed<crypto::kHmacSize> full{};
  std::size_t size = 0;
  ByteView bytes() const { return ByteView{full}.first(size); }
};

/// Computes the MAC for either command, if the key may.
Result<Mac, Status> mac_of(const Context& cx, wire::SlotNumber number, wire::Usage usage,
                           ByteView message, std::size_t size) {
  if (!cx.has_symmetric_slot(number)) return Status::kEntryNotFound;
  const auto& slot = cx.nvm.symmetric[number.raw()];
  if (!slot.present) return Status::kKeyNotFound;
  if (const auto s = check_mac(slot.key, usage, size); s != Status::kOk) return s;

  const std::array parts{message};
  Mac mac{.size = size};
  if (slot.key.mode == wire::KeyMode::kHmac) {
    if (!cx.crypto.hmac.compute(slot.value.reveal(), parts, mac.full)) {
      return Status::kUnexpectedError;
    }
    return mac;
  }
  crypto::AesBlock cmac{};
  if (!cx.crypto.cmac.compute(slot.value.reveal(), parts, cmac)) return Status::kUnexpectedError;
  copy_bytes(cmac, mac.full);
  return mac;
}

}  // namespace

Reply<wire::GenerateMac> handle(Context& cx, const wire::GenerateMac& command) {
  const auto mac =
      mac_of(cx, command.slot, wire::kGenerateMac, command.message.bytes(), command.mac_size.raw());
  if (!mac) return mac.error();
  copy_bytes(mac->bytes(), cx.scratch);
  return wire::GenerateMac::Response{wire::Tail{cx.scratch.first(mac->size)}};
}

Reply<wire::VerifyMac> handle(Context& cx, const wire::VerifyMac& command) {
  const auto given = command.mac.bytes();
  const auto mac =
      mac_of(cx, command.slot, wire::kVerifyMac, command.message.bytes(), given.size());
  if (!mac) return mac.error();
  const bool is_authentic = equal_constant_time(mac->bytes(), given);
  return wire::VerifyMac::Response{is_authentic ? wire::kAuthentic : wire::kNotAuthentic};
}

}  // namespace stsafe::sim
