#include "ports/profile_json/profile_reader.h"

#include <limits>

#include "ports/profile_json/json_object.h"
#include "ports/profile_json/strict_json.h"

namespace stsafe::profile_json {
namespace {

/// The only version of the form so far.
constexpr std::uint32_t kSchema = 1;
constexpr std::size_t kMaxDescriptionSize = 1024;
constexpr std::uint32_t kMaxSlot = 0xFE;
constexpr std::uint8_t kNoKey = 0xFF;
/// Room for a certificate on any curve, of an authority with a name of the usual length.
constexpr std::size_t kMinCertificateZoneSize = 800;

void read_identity(Object object, sim::Profile& profile) {
  object.bytes("mask_identification", profile.mask_identification);
  object.bytes("product_bytes", profile.product_bytes);
  Fixed<1> address{};
  object.bytes("i2c_address", address);
  profile.i2c_address = std::to_integer<std::uint8_t>(address[0]);
  if (profile.i2c_address > 0x7F) object.fail("i2c_address", "is above 7f");
  object.finish();
}

wire::CommandRule read_rule(Object& object) {
  wire::CommandRule rule;
  const auto code = object.bytes_up_to("code", 2);
  const bool is_extended = code.size() == 2 && code[0] == std::byte{0x1F};
  const bool is_plain = code.size() == 1 && code[0] != std::byte{0x1F};
  if (!is_extended && !is_plain) {
    object.fail("code", "is no command code such as 1b or 1f09");
  }
  unsigned number = 0;
  for (const auto byte : code) number = number << 8 | std::to_integer<unsigned>(byte);
  rule.opcode = wire::Opcode{static_cast<std::uint16_t>(number)};
  rule.access = static_cast<wire::CommandAccess>(object.word("access", kCommandAccesses));
  const auto encrypted = object.has("encrypt") ? object.words("encrypt", kEncryptedParts) : 0;
  rule.encrypt_command = (encrypted & wire::CommandRule::kEncryptCommandBit) != 0;
  rule.encrypt_response = (encrypted & wire::CommandRule::kEncryptResponseBit) != 0;
  return rule;
}

void read_commands(Object object, sim::CommandRules& commands) {
  using Rights = wire::QueryCommandAuthorization::Response::ChangeRights;
  commands.change_rights =
      Rights{static_cast<std::uint8_t>(object.words("may_change", kCommandChangeRights))};
  commands.num_rules = object.for_each("rules", sim::kMaxCommandRules, [&](Object& rule, auto i) {
    commands.rules[i] = read_rule(rule);
    const auto before = std::span{commands.rules}.first(i);
    if (std::ranges::find(before, commands.rules[i].opcode, &wire::CommandRule::opcode) !=
        before.end()) {
      rule.fail("code", "has a rule already");
    }
  });
  object.finish();
}

void read_host_keys(Object object, wire::HostKeyControlFields& control) {
  control.flags = static_cast<std::uint8_t>(object.words("allow", kHostKeyControls));
  control.authentication_key =
      static_cast<std::uint8_t>(object.number_or_null("authentication_key", kMaxSlot, kNoKey));
  object.finish();
}

void read_symmetric_slot(Object& object, wire::SlotControlFields& control) {
  control.flags = static_cast<std::uint8_t>(object.words("allow", kSlotControls));
  control.wrapped_authentication_key = static_cast<std::uint8_t>(
      object.number_or_null("wrapped_authentication_key", kMaxSlot, kNoKey));
  control.ecdhe_authentication_key = static_cast<std::uint8_t>(
      object.number_or_null("ecdhe_authentication_key", kMaxSlot, kNoKey));
}

sim::PrivateKeySlotProfile read_private_slot(Object& object) {
  using wire::ModeOfOperation;
  sim::PrivateKeySlotProfile slot;
  auto bits = object.words("allow", kPrivateKeyUses);
  bits |= object.word("generate", kGenerateKeyAccesses) << ModeOfOperation::kGenerateKeyShift;
  if (object.has("eddsa")) {
    bits |= object.word("eddsa", kEddsaVariants) << ModeOfOperation::kEddsaVariantShift;
  }
  slot.mode.bits = static_cast<std::uint16_t>(bits);
  if (object.has("key")) slot.curve = static_cast<Curve>(object.word("key", kCurves));
  return slot;
}

/// A zone with a counter is a counter zone.
sim::Zone read_zone(Object& object) {
  sim::Zone zone{.present = true};
  zone.size = static_cast<std::uint16_t>(object.number("size", 1, sim::kPartitionSize));
  if (object.has("counter")) {
    zone.type = wire::ZoneType::kCounter;
    zone.counter =
        wire::Count{object.number("counter", 0, std::numeric_limits<std::uint32_t>::max())};
  }
  zone.rights.read.access = static_cast<wire::ZoneAccess>(object.word("read", kZoneAccesses));
  zone.rights.update.access = static_cast<wire::ZoneAccess>(object.word("update", kZoneAccesses));
  const auto may_change = object.words("may_change", kZoneChangeRights);
  zone.rights.read.may_change = (may_change & kReadMayChange) != 0;
  zone.rights.update.may_change = (may_change & kUpdateMayChange) != 0;
  return zone;
}

/// What a zone holds at delivery: bytes, the rest zero, or the device's certificate.
void read_content(Object& object, wire::ZoneNumber number, sim::Profile& profile) {
  if (!object.has("content")) return;
  const auto data = profile.zones.data(number);
  if (object.is_word("content", kCertificateContent)) {
    if (profile.certificate_zone) object.fail("content", "is the certificate in another zone, too");
    if (profile.num_private_keys == 0 || !profile.private_keys[0].curve) {
      object.fail("content", "is the certificate of private key slot 0, which has no key");
    }
    if (data.size() < kMinCertificateZoneSize) {
      object.fail("size", "is below " + std::to_string(kMinCertificateZoneSize) +
                              ", too small for a certificate");
    }
    profile.certificate_zone = number;
    return;
  }
  copy_bytes(object.bytes_up_to("content", data.size()), data);
}

void read_zones(Object& object, sim::Profile& profile) {
  object.for_each("zones", sim::kMaxZones, [&](Object& zone, auto i) {
    const wire::ZoneNumber number{static_cast<std::uint8_t>(i)};
    profile.zones[number] = read_zone(zone);
    if (!profile.zones.fit()) {
      zone.fail("size",
                "leaves the partition of " + std::to_string(sim::kPartitionSize) + " bytes");
    }
    read_content(zone, number, profile);
  });
}

NamedProfile read_document(const Json& json) {
  Object object{json, ""};
  if (object.has("$schema")) object.text("$schema", kMaxDescriptionSize);
  object.number("schema", kSchema, kSchema);
  NamedProfile named;
  named.name = object.text("name", kMaxNameSize);
  if (named.name.empty()) object.fail("name", "is empty");
  if (object.has("description")) {
    named.description = object.text("description", kMaxDescriptionSize);
  }
  auto& profile = named.profile;
  read_identity(object.object("identity"), profile);
  profile.life_cycle = static_cast<wire::LifeCycle>(object.word("life_cycle", kLifeCycles));
  if (object.has("password")) {
    object.bytes("password", profile.password.emplace());
  }
  read_commands(object.object("commands"), profile.commands);
  read_host_keys(object.object("host_keys"), profile.host_key_control);
  profile.num_symmetric_slots = object.for_each(
      "symmetric_keys", sim::kMaxSymmetricSlots,
      [&](Object& slot, auto i) { read_symmetric_slot(slot, profile.symmetric_control[i]); });
  profile.num_private_keys = object.for_each(
      "private_keys", sim::kMaxPrivateKeySlots,
      [&](Object& slot, auto i) { profile.private_keys[i] = read_private_slot(slot); });
  profile.num_public_keys =
      object.for_each("public_keys", sim::kMaxPublicKeySlots, [&](Object& slot, auto i) {
        profile.public_key_flags[i] =
            wire::PublicKeyFlags{static_cast<std::uint16_t>(slot.words("allow", kPublicKeyUses))};
      });
  read_zones(object, profile);
  object.finish();
  return named;
}

}  // namespace

Result<NamedProfile, ProfileError> read_profile(std::string_view document) {
  if (document.size() > kMaxDocumentSize) {
    return ProfileError{"", "is longer than " + std::to_string(kMaxDocumentSize) + " bytes"};
  }
  try {
    return read_document(parse_strictly(document));
  } catch (const ProfileError& error) {
    return error;
  } catch (const std::exception& other) {  // memory: the document itself was judged above
    return ProfileError{"", other.what()};
  }
}

}  // namespace stsafe::profile_json
