#include "stsafe/host/mac_key.h"

#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/mac.h"

namespace stsafe::host {
namespace {

constexpr std::size_t kMinHmacSize = 16;
constexpr std::size_t kMinStrongSize = 8;
constexpr std::uint8_t kMinSecretSize = 16;
constexpr std::uint8_t kMaxSecretSize = 32;
constexpr wire::Usage kMacUsages = wire::kGenerateMac | wire::kVerifyMac;

constexpr bool is_mac_size(wire::KeyMode mode, std::size_t size) {
  if (mode == wire::KeyMode::kHmac) return size >= kMinHmacSize && size <= kMaxHmacSize;
  return size == 2 || size == 4 || size == 8 || size == kMaxCmacSize;
}

}  // namespace

Result<wire::KeyInfo> mac_key_info(wire::SlotNumber slot, const MacKeyOptions& options) {
  const bool is_hmac = options.type == wire::KeyType::kGenericSecret;
  const bool secret_fits =
      !is_hmac || (options.secret_size >= kMinSecretSize && options.secret_size <= kMaxSecretSize);
  const auto longest = is_hmac ? kMaxHmacSize : kMaxCmacSize;
  if (options.type > wire::KeyType::kGenericSecret || options.lock > wire::Lock::kErasable ||
      !secret_fits || options.least_mac_size > longest || !includes(kMacUsages, options.usage)) {
    return UsageError::kInconsistentKey;
  }
  wire::KeyInfo info{.slot = slot,
                     .key = {.lock = options.lock,
                             .type = options.type,
                             .mode = is_hmac ? wire::KeyMode::kHmac : wire::KeyMode::kCmac,
                             .usage = options.usage,
                             .parameter = options.least_mac_size}};
  if (is_hmac) info.key.secret_size = options.secret_size;
  return info;
}

Result<MacKey> MacKey::open(Device& device, wire::SlotNumber slot) {
  const auto record = read_slot(device, slot);
  if (!record) return record.error();
  const auto mode = record->key.mode;
  if (!record->present || (mode != wire::KeyMode::kCmac && mode != wire::KeyMode::kHmac)) {
    return UsageError::kSlotHasNoSuchKey;
  }
  return MacKey{device, wire::KeyInfo{.slot = slot, .key = record->key}};
}

Result<void> MacKey::generate(ByteView message, ByteSpan mac) {
  if (is_mac_size(mode_, mac.size()) && mac.size() < kMinStrongSize) return UsageError::kWeakTag;
  return generate(message, mac, AcceptWeakTag{});
}

Result<void> MacKey::generate(ByteView message, ByteSpan mac, AcceptWeakTag /*accept*/) {
  if (!is_mac_size(mode_, mac.size())) return UsageError::kWrongSize;
  const wire::MacSize size{static_cast<std::uint8_t>(mac.size())};
  const auto answer = device_->call(
      wire::GenerateMac{.slot = slot_, .mac_size = size, .message = wire::Tail{message}});
  if (!answer) return answer.error();
  if (answer->mac.bytes().size() != mac.size()) return LinkError::kUnexpectedResponse;
  copy_bytes(answer->mac.bytes(), mac);
  return {};
}

Result<void> MacKey::verify(ByteView message, ByteView mac) {
  if (is_mac_size(mode_, mac.size()) && mac.size() < kMinStrongSize) return UsageError::kWeakTag;
  return verify(message, mac, AcceptWeakTag{});
}

Result<void> MacKey::verify(ByteView message, ByteView mac, AcceptWeakTag /*accept*/) {
  if (!is_mac_size(mode_, mac.size())) return UsageError::kWrongSize;
  const auto answer = device_->call(wire::VerifyMac{
      .slot = slot_, .mac = wire::ShortPrefixed{mac}, .message = wire::Tail{message}});
  if (!answer) return answer.error();
  if (answer->verification == wire::kAuthentic) return {};
  if (answer->verification == wire::kNotAuthentic) return CryptoError::kNotAuthentic;
  return LinkError::kUnexpectedResponse;
}

}  // namespace stsafe::host
