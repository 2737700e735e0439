#pragma once

#include "stsafe/base/wipe.h"
#include "stsafe/crypto/provider.h"
#include "stsafe/sim/access/caller.h"
#include "stsafe/sim/choices.h"
#include "stsafe/sim/state/record_layout.h"
#include "stsafe/sim/state/sleep.h"
#include "stsafe/sim/state/volatile.h"
#include "stsafe/wire/commands/local_envelope.h"
#include "stsafe/wire/message.h"

namespace stsafe::sim {

/// What the simulator needs of cryptography: everything.
using Crypto = crypto::Provider;

/// The records that a command has changed.
class Changes {
 public:
  void add(RecordId record) {
    if (std::ranges::find(list(), record) == list().end()) records_[count_++] = record;
  }
  std::span<const RecordId> list() const { return std::span{records_}.first(count_); }
  void clear() { count_ = 0; }

 private:
  std::array<RecordId, kNumRecords> records_{};
  std::size_t count_ = 0;
};

/// What a handler works with. It reads `nvm`, checks everything, and only then asks for something
/// to edit: after the first edit it must not fail.
class Context {
 public:
  Context(Nvm& stored, Changes& changes, Volatile& memory, const Crypto& provider,
          const Choices& chosen, const Caller& sender, ByteSpan room, std::size_t longest_answer)
      : nvm(stored),
        ram(memory),
        crypto(provider),
        choices(chosen),
        caller(sender),
        scratch(room),
        max_answer_size(longest_answer),
        edited_(stored),
        changes_(changes) {}

  HostKeySlot& edit_host_key() {
    changes_.add({RecordKind::kHostKey});
    return edited_.host_key;
  }
  wire::HostKeyControlFields& edit_host_key_control() {
    changes_.add({RecordKind::kHostKeyControl});
    return edited_.host_key_control;
  }
  SymmetricSlot& edit_symmetric_slot(wire::SlotNumber slot) {
    changes_.add({RecordKind::kSymmetricSlot, slot.raw()});
    return edited_.symmetric[slot.raw()];
  }
  wire::SlotControlFields& edit_symmetric_control(wire::SlotNumber slot) {
    changes_.add({RecordKind::kSymmetricControl, slot.raw()});
    return edited_.symmetric_control[slot.raw()];
  }
  LocalEnvelopeKey& edit_local_envelope(wire::LocalEnvelopeSlot slot) {
    changes_.add({RecordKind::kLocalEnvelope, slot.raw()});
    return edited_.local_envelope[slot.raw()];
  }
  PrivateKeySlot& edit_private_key(wire::PrivateKeySlot slot) {
    changes_.add({RecordKind::kPrivateKey, slot.raw()});
    return edited_.private_keys[slot.raw()];
  }
  PublicKeySlot& edit_public_key(wire::PublicKeySlot slot) {
    changes_.add({RecordKind::kPublicKey, slot.raw()});
    return edited_.public_keys[slot.raw()];
  }
  Zone& edit_zone(wire::ZoneNumber zone) {
    changes_.add({RecordKind::kZone, zone.raw()});
    return edited_.zones[zone];
  }
  /// Writes into a zone's data segment, in which there must be room.
  void write_zone(wire::ZoneNumber zone, wire::ZoneOffset offset, ByteView data) {
    if (data.empty()) return;
    const auto begin = edited_.zones.begin_of(zone) + offset.raw();
    for (auto page = begin / kZonePageSize; page * kZonePageSize < begin + data.size(); ++page) {
      changes_.add({RecordKind::kZonePage, static_cast<std::uint8_t>(page)});
    }
    copy_bytes(data, edited_.zones.data(zone).subspan(offset.raw()));
  }
  wire::LifeCycle& edit_life_cycle() {
    changes_.add({RecordKind::kLifeCycle});
    return edited_.life_cycle;
  }
  CommandRules& edit_commands() {
    changes_.add({RecordKind::kCommands});
    return edited_.commands;
  }
  wire::I2cParameters& edit_i2c() {
    changes_.add({RecordKind::kI2cParameters});
    return edited_.i2c;
  }
  Password& edit_password() {
    changes_.add({RecordKind::kPassword});
    return edited_.password;
  }
  /// Makes the chip sleep once its answer has been read.
  void request_sleep(Sleep sleep) { sleep_requested_ = sleep; }
  Sleep sleep_requested() const { return sleep_requested_; }
  /// Makes the chip restart once the answer is made.
  void request_restart() { restart_requested_ = true; }
  bool restart_requested() const { return restart_requested_; }

  bool has_symmetric_slot(wire::SlotNumber slot) const {
    return slot.raw() < nvm.num_symmetric_slots;
  }

  bool has_public_key_slot(wire::PublicKeySlot slot) const {
    return slot.raw() < nvm.num_public_keys;
  }

  const Nvm& nvm;
  Volatile& ram;
  const Crypto& crypto;
  const Choices& choices;
  const Caller caller;
  ByteSpan scratch;             ///< memory for the bytes of an answer
  std::size_t max_answer_size;  ///< the longest payload that this command may answer

 private:
  Nvm& edited_;
  Changes& changes_;
  bool restart_requested_ = false;
  Sleep sleep_requested_ = Sleep::kNone;
};

/// What a handler answers: the response, or a status. Nothing else.
template <wire::Command C>
using Reply = Result<typename C::Response, Status>;

}  // namespace stsafe::sim
