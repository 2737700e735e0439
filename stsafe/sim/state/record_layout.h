#pragma once

#include "stsafe/sim/state/nvm.h"

// How each record is laid out, once for writing, reading and whatever else goes through its fields:
// an archive is asked for every field in the order of the bytes. Archives are RecordWriter and
// RecordReader of record_codec.cpp, and a source of random content in the tests.
//
// A new kind of record needs: a number in RecordKind, a case in num_records(), version_of() if it
// is not 1, a case in lay_out_record(), and bytes written by hand in record_codec_test.cpp. A field
// that a released layout did not have raises version_of() and is asked for under
// `if (a.version() >= 2)`.
//
// What an archive offers, all big-endian:
//   number(x)             an unsigned number or a Strong one
//   flag(x)               a bool, one byte 00 or 01
//   choice(x, is_known)   an enumeration; other values than the known ones are damage
//   count(x, most)        a std::size_t of at most `most`, two bytes
//   bytes(x)              as many bytes as x has
//   secret(x)             a Secret: its size, one byte, and its bytes
//   version()             of the layout that is read or written
//   kReads                whether it changes what it is given
namespace stsafe::sim {

template <class T, class Record>
concept Of = std::same_as<std::remove_const_t<T>, Record>;

void lay_out(auto& a, Of<Identity> auto& identity) {
  a.count(identity.product_data_size, identity.product_data.size());
  a.bytes(std::span{identity.product_data}.first(identity.product_data_size));
  a.number(identity.delivered_i2c_address);
}

constexpr bool is_life_cycle(wire::LifeCycle state) {
  switch (state) {
    case wire::LifeCycle::kBorn:
    case wire::LifeCycle::kPatching:
    case wire::LifeCycle::kOperational:
    case wire::LifeCycle::kTerminated:
    case wire::LifeCycle::kBornLocked:
    case wire::LifeCycle::kOperationalLocked: return true;
  }
  return false;
}
void lay_out(auto& a, Of<wire::LifeCycle> auto& life_cycle) { a.choice(life_cycle, is_life_cycle); }

void lay_out(auto& a, Of<wire::CommandRule> auto& rule) {
  a.number(rule.opcode);
  a.choice(rule.access, [](auto access) { return access <= wire::CommandAccess::kAdminOrHost; });
  a.flag(rule.encrypt_command);
  a.flag(rule.encrypt_response);
}

void lay_out(auto& a, Of<CommandRules> auto& commands) {
  a.number(commands.change_rights);
  a.count(commands.num_rules, commands.rules.size());
  for (auto& rule : std::span{commands.rules}.first(commands.num_rules)) lay_out(a, rule);
}

void lay_out(auto& a, Of<wire::HostKeyControlFields> auto& fields) {
  a.number(fields.flags);
  a.number(fields.authentication_key);
}

void lay_out(auto& a, Of<HostKeySlot> auto& slot) {
  a.flag(slot.present);
  a.choice(slot.type, [](auto type) { return wire::is_known(type); });
  a.secret(slot.keys.mac);
  a.secret(slot.keys.cipher);
  a.number(slot.counter);
  a.number(slot.num_wrong_macs);
}

void lay_out(auto& a, Of<wire::SlotControlFields> auto& fields) {
  a.number(fields.flags);
  a.number(fields.wrapped_authentication_key);
  a.number(fields.ecdhe_authentication_key);
}

template <class Archive>
void lay_out(Archive& a, Of<wire::KeyDescription> auto& key) {
  a.choice(key.lock, [](auto lock) { return lock <= wire::Lock::kErasable; });
  a.choice(key.type, [](auto type) { return type <= wire::KeyType::kGenericSecret; });
  a.choice(key.mode, [](auto mode) { return mode <= wire::KeyMode::kHmac; });
  a.number(key.usage);
  a.number(key.parameter);
  auto placement = key.counter.wire();
  a.number(placement);
  if constexpr (Archive::kReads) key.counter = wire::CounterPlacement::from_wire(placement);
  a.number(key.secret_size);
}

void lay_out(auto& a, Of<SymmetricSlot> auto& slot) {
  a.flag(slot.present);
  lay_out(a, slot.key);
  a.secret(slot.value);
  a.number(slot.counter);
  a.flag(slot.counter_spent);
}

void lay_out(auto& a, Of<LocalEnvelopeKey> auto& key) {
  a.flag(key.present);
  a.choice(key.type, [](auto type) { return type <= wire::KeyType::kAes256; });
  a.secret(key.value);
}
template <class Archive>
void lay_out(Archive& a, Of<Zone> auto& zone) {
  a.flag(zone.present);
  a.choice(zone.type, [](auto type) { return type <= wire::ZoneType::kCounter; });
  a.number(zone.size);
  auto rights = zone.rights.bits();
  a.number(rights);
  if constexpr (Archive::kReads) zone.rights = wire::ZoneRights::of_bits(rights);
  a.number(zone.counter);
}

void lay_out_zone_page(auto& a, Of<Zones> auto& zones, std::size_t page) {
  a.bytes(std::span{zones.pool}.subspan(page * kZonePageSize, kZonePageSize));
}

constexpr bool is_curve(Curve curve) { return curve <= Curve::kEd25519; }

template <class Archive>
void lay_out(Archive& a, Of<PublicKey> auto& key) {
  auto curve = key.curve();
  a.choice(curve, is_curve);
  if constexpr (Archive::kReads) {
    a.bytes(key.prepare(is_curve(curve) ? curve : Curve{}));
  } else {
    a.bytes(key.raw());
  }
}

void lay_out(auto& a, Of<KeyPair> auto& pair) {
  a.flag(pair.present);
  a.secret(pair.private_key);
  lay_out(a, pair.public_key);
}

void lay_out(auto& a, Of<PrivateKeySlot> auto& slot) {
  a.number(slot.mode.bits);
  lay_out(a, slot.pair);
  a.number(slot.uses_left);
  a.flag(slot.blocked);
}

void lay_out(auto& a, Of<PublicKeySlot> auto& slot) {
  a.number(slot.flags);
  a.flag(slot.present);
  lay_out(a, slot.key);
}

void lay_out(auto& a, Of<wire::I2cParameters> auto& parameters) {
  a.number(parameters.address);
  a.choice(parameters.low_power_mode, [](auto mode) { return wire::is_known(mode); });
  a.number(parameters.idle_code);
  a.flag(parameters.locked);
}

void lay_out(auto& a, Of<Password> auto& password) {
  a.flag(password.present);
  a.secret(password.value);
  a.number(password.remaining_tries);
}

/// How many of each the personalisation gave the device.
void lay_out_table_sizes(auto& a, Of<Nvm> auto& nvm) {
  a.count(nvm.num_symmetric_slots, kMaxSymmetricSlots);
  if (a.version() < 2) return;  // files of schema version 1
  a.count(nvm.num_private_keys, kMaxPrivateKeySlots);
  a.count(nvm.num_public_keys, kMaxPublicKeySlots);
}

/// How many records there are of a kind; 0 for what is no kind.
constexpr std::size_t num_records(RecordKind kind) {
  switch (kind) {
    case RecordKind::kIdentity:
    case RecordKind::kLifeCycle:
    case RecordKind::kCommands:
    case RecordKind::kHostKeyControl:
    case RecordKind::kHostKey:
    case RecordKind::kI2cParameters:
    case RecordKind::kPassword:
    case RecordKind::kTableSizes: return 1;
    case RecordKind::kSymmetricControl:
    case RecordKind::kSymmetricSlot: return kMaxSymmetricSlots;
    case RecordKind::kLocalEnvelope: return kNumLocalEnvelopeSlots;
    case RecordKind::kPrivateKey: return kMaxPrivateKeySlots;
    case RecordKind::kPublicKey: return kMaxPublicKeySlots;
    case RecordKind::kZone: return kMaxZones;
    case RecordKind::kZonePage: return kNumZonePages;
  }
  return 0;
}
constexpr bool exists(RecordId record) { return record.index < num_records(record.kind); }

/// The version of a kind's layout, stored before its fields.
constexpr std::uint8_t version_of(RecordKind kind) {
  return kind == RecordKind::kTableSizes ? 2 : 1;
}

/// Calls `each` with every RecordId that exists, in the order of their numbers.
template <class Each>
constexpr void for_each_record(Each each) {
  for (unsigned kind = 0; kind <= 0xFF; ++kind) {
    RecordId record{static_cast<RecordKind>(kind)};
    for (std::size_t left = num_records(record.kind); left > 0; --left, ++record.index) {
      each(record);
    }
  }
}

inline constexpr std::size_t kNumRecords = [] {
  std::size_t num = 0;
  for_each_record([&](RecordId) { ++num; });
  return num;
}();

/// Shows every field of a record, which must exist, to the archive.
void lay_out_record(auto& a, Of<Nvm> auto& nvm, RecordId record) {
  switch (record.kind) {
    case RecordKind::kIdentity: return lay_out(a, nvm.identity);
    case RecordKind::kLifeCycle: return lay_out(a, nvm.life_cycle);
    case RecordKind::kCommands: return lay_out(a, nvm.commands);
    case RecordKind::kHostKeyControl: return lay_out(a, nvm.host_key_control);
    case RecordKind::kHostKey: return lay_out(a, nvm.host_key);
    case RecordKind::kI2cParameters: return lay_out(a, nvm.i2c);
    case RecordKind::kPassword: return lay_out(a, nvm.password);
    case RecordKind::kSymmetricControl: return lay_out(a, nvm.symmetric_control[record.index]);
    case RecordKind::kSymmetricSlot: return lay_out(a, nvm.symmetric[record.index]);
    case RecordKind::kLocalEnvelope: return lay_out(a, nvm.local_envelope[record.index]);
    case RecordKind::kTableSizes: return lay_out_table_sizes(a, nvm);
    case RecordKind::kPrivateKey: return lay_out(a, nvm.private_keys[record.index]);
    case RecordKind::kPublicKey: return lay_out(a, nvm.public_keys[record.index]);
    case RecordKind::kZone: return lay_out(a, nvm.zones.zones[record.index]);
    case RecordKind::kZonePage: return lay_out_zone_page(a, nvm.zones, record.index);
  }
}

}  // namespace stsafe::sim
