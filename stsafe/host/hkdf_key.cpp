#include "stsafe/host/hkdf_key.h"

#include <limits>

#include "stsafe/base/hex.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::host {
namespace {

constexpr std::size_t kMinSecretSize = 16;
constexpr std::size_t kMaxSecretSize = 32;
constexpr auto kEncryptionInfo = "454E43"_hex;  // "ENC"
constexpr auto kMacInfo = "4D4143"_hex;         // "MAC"

}  // namespace

Result<HkdfKey> HkdfKey::open(Device& device, wire::SlotNumber slot) {
  const auto info = read_key(device, slot, wire::KeyMode::kHkdf);
  if (!info) return info.error();
  return HkdfKey{device, slot};
}

Result<void> HkdfKey::derive(const Salt& salt, ByteView info, ByteSpan key) {
  std::array keys{DerivedKey::to_host(key)};
  return derive(salt, info, keys);
}

Result<void> HkdfKey::derive(const Salt& salt, ByteView info, std::span<DerivedKey> keys) {
  return run({.input = input_,
              .steps = wire::kExtractAndExpand,
              .salt = salt.wire(),
              .info = wire::Prefixed{info}},
             keys);
}

Result<void> HkdfKey::expand(ByteView info, ByteSpan key) {
  std::array keys{DerivedKey::to_host(key)};
  return expand(info, keys);
}

Result<void> HkdfKey::expand(ByteView info, std::span<DerivedKey> keys) {
  return run({.input = input_, .steps = wire::kExpand, .info = wire::Prefixed{info}}, keys);
}

Result<void> HkdfKey::check_secret() const {
  if (input_.source == wire::KeySource::kSlot) return {};
  const auto size = input_.key.size();
  if (size < kMinSecretSize || size > kMaxSecretSize) return UsageError::kWrongSize;
  return {};
}

Result<wire::SlotNumber> HkdfKey::extract(const Salt& salt) {
  if (const auto checked = check_secret(); !checked) return checked.error();
  const auto answer = device_->call(
      wire::DeriveKeys{.input = input_, .steps = wire::kExtract, .salt = salt.wire()});
  if (!answer) return answer.error();
  wire::Reader r{answer->outputs.bytes()};
  wire::SlotNumber slot;
  decode(r, slot);
  if (!r.finish()) return LinkError::kUnexpectedResponse;
  return slot;
}

Result<void> HkdfKey::run(const wire::DeriveKeys& steps, std::span<DerivedKey> keys) {
  if (keys.empty() || keys.size() > wire::kMaxDerivedKeys) return UsageError::kWrongSize;
  if (auto checked = check_secret(); !checked) return checked;
  Fixed<wire::kMaxDerivedKeys * wire::kMaxDerivedKeySize> outputs{};
  wire::Writer w{outputs};
  std::size_t expected = 0;
  for (const auto& key : keys) {
    const auto size = key.goes_to_slot() ? key.wire_.key.key_size() : key.buffer_.size();
    if (size == 0 || size > std::numeric_limits<std::uint16_t>::max()) {
      return UsageError::kWrongSize;
    }
    expected += key.answer_size();
    encode(w, key.wire_);
  }
  auto command = steps;
  command.outputs = wire::Tail{ByteView{outputs}.first(w.size())};

  const auto answer = device_->call(command);
  if (!answer) return answer.error();
  const auto answered = answer->outputs.bytes();
  if (answered.size() != expected) return LinkError::kUnexpectedResponse;
  wire::Reader r{answered};
  for (auto& key : keys) {
    if (key.goes_to_slot()) {
      decode(r, key.slot_);
    } else {
      copy_bytes(r.take_bytes(key.buffer_.size()), key.buffer_);
    }
  }
  device_->forget();
  return {};
}

Result<void> HkdfKey::derive_session_keys(std::uint32_t session, ByteSpan encryption_key,
                                          ByteSpan mac_key) {
  Fixed<sizeof(session)> number{};
  wire::Writer w{number};
  w.put(session);
  const Salt salt{ByteView{number}};
  if (auto done = derive(salt, kEncryptionInfo, encryption_key); !done) return done;
  return derive(salt, kMacInfo, mac_key);
}

}  // namespace stsafe::host
