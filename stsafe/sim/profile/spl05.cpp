#include "stsafe/sim/profile/spl05.h"

#include "stsafe/base/hex.h"

namespace stsafe::sim {
namespace {

/// The 45 records in the order of part 04, section 2.7.
constexpr std::array<std::uint16_t, kMaxCommandRules> kListedCommands{
    0x00,   0x02,   0x04,   0x05,   0x06,   0x08,   0x09,   0x0A,   0x0E,   0x0F,   0x11,   0x15,
    0x16,   0x17,   0x18,   0x1A,   0x1B,   0x1C,   0x1F00, 0x1F01, 0x1F02, 0x1F03, 0x1F04, 0x1F05,
    0x1F06, 0x1F07, 0x1F08, 0x1F09, 0x1F0A, 0x1F0B, 0x1F0C, 0x1F0D, 0x1F0E, 0x1F0F, 0x1F10, 0x1F11,
    0x1F12, 0x1F13, 0x1F14, 0x1F15, 0x1F16, 0x1F17, 0x1F18, 0x1F19, 0x1F1A};
constexpr wire::Opcode kReservedCommand{0x08};

CommandRules all_free() {
  using Response = wire::QueryCommandAuthorization::Response;
  CommandRules commands;
  commands.change_rights = Response::ChangeRights{static_cast<std::uint8_t>(
      Response::kFlagsMayChange.raw() | Response::kConditionsMayChange.raw())};
  commands.num_rules = kListedCommands.size();
  for (std::size_t i = 0; i < commands.num_rules; ++i) {
    const wire::Opcode opcode{kListedCommands[i]};
    commands.rules[i].opcode = opcode;
    commands.rules[i].access =
        opcode == kReservedCommand ? wire::CommandAccess::kNever : wire::CommandAccess::kFree;
  }
  return commands;
}

/// The table of part 04, section 2.1. Zone 0 holds the leaf certificate and never changes.
constexpr std::array<Zone, kMaxZones> zones() {
  using wire::ZoneAccess;
  constexpr wire::ZoneRight kOpen{ZoneAccess::kAlways, true};
  const auto data_zone = [&](std::uint16_t size) {
    return Zone{.present = true, .size = size, .rights = {kOpen, kOpen}};
  };
  constexpr Zone kCounter{.present = true,
                          .type = wire::ZoneType::kCounter,
                          .size = 64,
                          .rights = {kOpen, kOpen},
                          .counter = wire::Count{0xFFFFFFFF}};
  auto certificate = data_zone(1000);
  certificate.rights = {{ZoneAccess::kAlways, false}, {ZoneAccess::kNever, false}};
  return {certificate,     data_zone(1000), data_zone(1000), data_zone(1000),
          data_zone(1000), kCounter,        kCounter,        kCounter,
          kCounter,        data_zone(5120), data_zone(3072), data_zone(2944)};
}
static_assert(Zones{.zones = zones()}.fit());

}  // namespace

Profile spl05() {
  Profile profile{
      .mask_identification = "AA6001"_hex,
      .product_bytes = "0139"_hex,
      .i2c_address = 0x20,
      .life_cycle = wire::LifeCycle::kOperational,
      .commands = all_free(),
      .host_key_control = {.flags = wire::HostKeyControlFields::kPlaintext |
                                    wire::HostKeyControlFields::kChangeRight},
      .num_symmetric_slots = kMaxSymmetricSlots,
      .zones = {.zones = zones()},
      .certificate_zone = wire::ZoneNumber{0},
  };
  profile.symmetric_control.fill({.flags = wire::SlotControlFields::kChangeRight});
  // Part 04, sections 2.2 and 2.3, all assumed: slot 0 signs and is never generated anew, the
  // others are open; public keys have their change right only.
  profile.num_private_keys = kMaxPrivateKeySlots;
  profile.private_keys.fill({.mode = {0x800D}});
  profile.private_keys[0] = {.mode = {0x003C}, .curve = Curve::kNistP256};
  profile.num_public_keys = kMaxPublicKeySlots;
  profile.public_key_flags.fill(wire::kPublicKeyChangeRight);
  return profile;
}

}  // namespace stsafe::sim
