#pragma once

#include "stsafe/wire/message.h"

// Host keys, protocol part 01 sections 3.6, 3.7 and 7.
namespace stsafe::wire {

enum class HostKeyType : std::uint8_t { kAes128 = 0, kAes256 = 1 };
constexpr std::size_t key_size(HostKeyType type) { return type == HostKeyType::kAes128 ? 16 : 32; }
constexpr bool is_known(HostKeyType type) { return type <= HostKeyType::kAes256; }

/// The C-MAC sequence counter of the host session.
using SequenceCounter = Strong<std::uint32_t, struct SequenceCounterTag>;

/// What the host key slot says when it holds keys.
struct HostKeyState {
  HostKeyType type = HostKeyType::kAes128;
  SequenceCounter counter{};
};

/// The slot's answer: absent keys are one byte 00; more bytes after it are tolerated.
struct HostKeySlot {
  std::optional<HostKeyState> keys{};
};

constexpr void encode(Writer& w, const HostKeySlot& slot) {
  w.put(static_cast<std::uint8_t>(slot.keys ? 1 : 0));
  if (!slot.keys) return;
  encode(w, slot.keys->type);
  encode(w, slot.keys->counter);
}
constexpr void decode(Reader& r, HostKeySlot& slot) {
  const auto presence = r.take<std::uint8_t>();
  if (presence == 0) {
    r.rest();
    return;
  }
  HostKeyState state;
  decode(r, state.type);
  decode(r, state.counter);
  slot.keys = state;
}

/// The slot's answer in the older form: presence, and three bytes of the counter.
struct HostKeySlotV1 {
  std::optional<SequenceCounter> counter{};  ///< its low 24 bits, if there are AES-128 keys
};

constexpr void encode(Writer& w, const HostKeySlotV1& slot) {
  w.put(static_cast<std::uint8_t>(slot.counter ? 1 : 0));
  if (!slot.counter) return;
  w.put(static_cast<std::uint8_t>(slot.counter->raw() >> 16));
  w.put(static_cast<std::uint16_t>(slot.counter->raw()));
}
constexpr void decode(Reader& r, HostKeySlotV1& slot) {
  if (r.take<std::uint8_t>() == 0) {
    r.rest();
    return;
  }
  const std::uint32_t high = r.take<std::uint8_t>();
  slot.counter = SequenceCounter{high << 16 | r.take<std::uint16_t>()};
}

/// The provisioning control fields of the host key slot. Their bit order is not that of the
/// symmetric key slots.
struct HostKeyControlFields {
  std::uint8_t flags = 0;
  std::uint8_t authentication_key = kNoKey;  ///< public-key slot for wrapped or ECDH, or kNoKey

  static constexpr std::uint8_t kNoKey = 0xFF;
  static constexpr std::uint8_t kWrappedAnonymous = 0x01;
  static constexpr std::uint8_t kPlaintext = 0x02;
  static constexpr std::uint8_t kReprovision = 0x04;
  static constexpr std::uint8_t kChangeRight = 0x08;

  constexpr bool allows(std::uint8_t flag) const { return (flags & flag) != 0; }
  friend constexpr bool operator==(const HostKeyControlFields&,
                                   const HostKeyControlFields&) = default;
};

template <>
inline constexpr std::size_t kFixedSize<HostKeyControlFields> = 2;
constexpr void encode(Writer& w, const HostKeyControlFields& fields) {
  w.put(fields.flags);
  w.put(fields.authentication_key);
}
constexpr void decode(Reader& r, HostKeyControlFields& fields) {
  fields.flags = r.take<std::uint8_t>();
  fields.authentication_key = r.take<std::uint8_t>();
}

}  // namespace stsafe::wire
