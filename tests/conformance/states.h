#pragma once

#include "stsafe/base/hex.h"
#include "tests/conformance/case.h"

// States in which a chip can be, and requests that lead to others.
namespace stsafe::conformance {

inline void with_control_fields(sim::Nvm& nvm, std::uint8_t flags) {
  nvm.symmetric_control.fill({.flags = flags});
}
/// Every slot takes wrapped keys from anonymous sessions.
inline void opened_slots(sim::Nvm& nvm) {
  with_control_fields(nvm, wire::SlotControlFields::kWrappedAnonymous);
}

/// Every slot takes keys established with anybody.
inline void slots_for_establishment(sim::Nvm& nvm) {
  with_control_fields(nvm, wire::SlotControlFields::kEcdheAnonymous);
}

/// The AES-256 key 32 × 5A of part 02, section 11, as a CCM* key with a tag of 4 bytes.
inline constexpr wire::KeyDescription kWorkedExample{
    .type = wire::KeyType::kAes256,
    .mode = wire::KeyMode::kCcmStar,
    .usage = wire::kEncrypt | wire::kDecrypt,
    .parameter = 4,
};

/// Puts the worked example's key into a slot, as something else if wanted.
inline sim::SymmetricSlot& put_key(sim::Nvm& nvm, const wire::KeyDescription& key = kWorkedExample,
                                   std::size_t slot = 0) {
  auto& held = nvm.symmetric[slot];
  held.present = true;
  held.key = key;
  std::ranges::fill(held.value.prepare(key.key_size()), std::byte{0x5A});
  return held;
}
inline void worked_example(sim::Nvm& nvm) { put_key(nvm); }

/// Puts the worked example's key into slot 0 under a lock.
template <wire::Lock kLock>
void locked_key(sim::Nvm& nvm) {
  opened_slots(nvm);
  put_key(nvm).key.lock = kLock;
}

/// A CCM* key with a counter at an offset of the nonce.
inline wire::KeyDescription counter_key(std::uint8_t offset) {
  auto key = kWorkedExample;
  key.counter = wire::CounterPlacement::at(offset);
  return key;
}

/// The signing key of part 01, section 7.6, in public key slot 1, with flags.
template <std::uint16_t kFlags = wire::kAllPublicKeyFlags.raw()>
void signing_key(sim::Nvm& nvm) {
  auto& slot = nvm.public_keys[1];
  slot.flags = wire::PublicKeyFlags{kFlags};
  slot.present = true;
  const auto raw = "0909EB5E271A5BFDE48ECBB1BCEDCD85C8EA3926DAD79C5E2F1DB5541F98CDCD"_hex;
  copy_bytes(raw, slot.key.prepare(Curve::kEd25519));
}
/// In its place the signing key of part 02, section 11.4.
inline void ecdsa_signing_key(sim::Nvm& nvm) {
  signing_key(nvm);
  const auto raw =
      "51A7580833898EA1B183CBD7350A4099078C6EF1C1E18E970CD7683035F25E7D"
      "0110522712B0B5A7CFF081685486984A94E6831EDAC46E7360FA9D834A7A81A1"_hex;
  copy_bytes(raw, nvm.public_keys[1].key.prepare(Curve::kNistP256));
}

/// The host keys of the SDK's examples, with a counter value.
template <std::uint32_t kCounter = 0>
void host_keys(sim::Nvm& nvm) {
  auto& slot = nvm.host_key;
  slot.present = true;
  slot.type = wire::HostKeyType::kAes128;
  copy_bytes("00112233445566778899AABBCCDDEEFF"_hex, slot.keys.mac.prepare(16));
  copy_bytes("0123456789ABCDEF0123456789ABCDEF"_hex, slot.keys.cipher.prepare(16));
  slot.counter = wire::SequenceCounter{kCounter};
}

/// Sets access condition and encryption flags of a command.
inline void set_rule(sim::Nvm& nvm, std::uint16_t code, wire::CommandAccess access,
                     bool encrypt_command = false, bool encrypt_response = false) {
  for (auto& rule : nvm.commands.rules) {
    if (rule.opcode == wire::Opcode{code}) {
      rule = {rule.opcode, access, encrypt_command, encrypt_response};
    }
  }
}
/// A chip with host keys on which a command needs the host session.
template <std::uint16_t kCode>
void host_only(sim::Nvm& nvm) {
  host_keys(nvm);
  set_rule(nvm, kCode, wire::CommandAccess::kHost);
}
template <std::uint16_t kCode>
void never(sim::Nvm& nvm) {
  set_rule(nvm, kCode, wire::CommandAccess::kNever);
}
template <wire::LifeCycle kState>
void in_life_cycle(sim::Nvm& nvm) {
  nvm.life_cycle = kState;
}
inline void locked(sim::Nvm& nvm) { in_life_cycle<wire::LifeCycle::kOperationalLocked>(nvm); }

// Ephemeral keys and requests of part 01, section 7.6.
inline constexpr std::string_view kGenerateX25519 = "1F0B 00032B656E";
inline constexpr std::string_view kGenerateP256 = "1F0B 00082A8648CE3D030107";
inline constexpr std::string_view kStartX25519 =
    "1F03 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 01";

inline constexpr std::string_view kEstablishX25519 =
    "1F04 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 02";

inline constexpr std::string_view kSignedStartX25519 =
    "1F03 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 01"
    " 00 01 0000 0020 D75DA0645DF9B94FC3C20564C5EFE9ED715817E00F45DCE8D16B540FF60859A2"
    " 0020 1DC73916E48910FA3C7E71F9DB2E4DF82A0BA6F02A7DC88C5A0BA3110253E008";
inline constexpr std::string_view kSignedEstablishX25519 =
    "1F04 00032B656E 0020 BB728B5D03812FF4EF57E2752738D8562D4AEC081789A522C2C3F6B7AF73055F 02"
    " 00 01 0000 0020 D75DA0645DF9B94FC3C20564C5EFE9ED715817E00F45DCE8D16B540FF60859A2"
    " 0020 1DC73916E48910FA3C7E71F9DB2E4DF82A0BA6F02A7DC88C5A0BA3110253E008";

inline constexpr std::string_view kStartP256 =
    "1F03 00082A8648CE3D030107 04"
    " 0020 FB9C8189EF5080ADDAE4CD85E4936CAF6626C137FA672E12752615234CDA6E93"
    " 0020 8791940BCC141B948B51C81EEE15754620A5B45888A4DE7984588468A757A086 01";

}  // namespace stsafe::conformance
