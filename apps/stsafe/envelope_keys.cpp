#include "apps/stsafe/envelope_keys.h"

#include <fmt/format.h>

#include <optional>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/secret_source.h"
#include "cose/ccm_star_recipient.h"
#include "cose/key_wrap_recipient.h"
#include "cose/local_key_id.h"
#include "cose/slot_wrapping_key.h"
#include "cose/wrapping_key.h"
#include "ports/crypto_openssl/openssl_key_wrap.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::tool {
namespace {

cose::Bytes key_id_for(const KeyNaming& naming, const cose::Bytes& own) {
  if (naming.any) return {};
  return naming.name.empty() ? own : name_bytes(naming.name);
}

}  // namespace

/// Everything that one key needs as long as it lives.
struct EnvelopeKeys::Entry {
  std::unique_ptr<SlotNonces> nonces;
  std::unique_ptr<cose::WrappingKey, void (*)(cose::WrappingKey*)> wrapping{nullptr, nullptr};
  std::optional<crypto_openssl::OpensslKeyWrap> key_wrap;
  std::optional<cose::CcmStarRecipient> ccm_star;
  std::optional<cose::KeyWrapRecipient> wrapped;

  template <class Key>
  void wrap_with(std::unique_ptr<Key> key, const cose::Bytes& key_id) {
    wrapping = {key.release(), [](cose::WrappingKey* each) { delete static_cast<Key*>(each); }};
    wrapped.emplace(*wrapping, key_id);
  }
  cose::RecipientKey* recipient() {
    if (ccm_star) return &*ccm_star;
    return &*wrapped;
  }
};

void add_envelope_keys(CLI::App& verb, EnvelopeKeyArguments& arguments) {
  verb.add_option("--slot", arguments.slots,
                  "Symmetric key slot: CCM*, or, for envelopes, ECB (AES key wrap)")
      ->allow_extra_args(false)
      ->type_name("N");
  verb.add_option("--local", arguments.local_slots,
                  "Local envelope slot: only this very chip can open (envelopes only)")
      ->allow_extra_args(false)
      ->type_name("N");
  verb.add_option("--wrapping-key", arguments.wrapping_key,
                  std::string{"AES key wrap key in this program, 16 or 32 bytes, for a peer that "
                              "has no chip\n(envelopes only): "} +
                      kSecretSourceHelp)
      ->type_name("SOURCE");
}

EnvelopeKeys::EnvelopeKeys(Session& session, const EnvelopeKeyArguments& arguments,
                           const KeyNaming& naming, const std::string* nonce_file) {
  for (const auto& slot : arguments.slots) add_slot(session, slot, naming, nonce_file);
  for (const auto& slot : arguments.local_slots) add_local(session, slot, naming);
  if (!arguments.wrapping_key.empty()) {
    add_wrapping_key(arguments.wrapping_key, naming);
  }
  for (const auto& entry : entries_) keys_.push_back(entry->recipient());
}

EnvelopeKeys::~EnvelopeKeys() = default;

void EnvelopeKeys::add_slot(Session& session, const std::string& text, const KeyNaming& naming,
                            const std::string* nonce_file) {
  auto& device = session.device();
  const auto slot = parse_slot(text);
  const auto step = fmt::format("Use the key in slot {}", slot.raw());
  const auto record = require(step, host::read_slot(device, slot));
  if (!record.present) throw step_failure(step, UsageError::kSlotHasNoSuchKey);
  const cose::ChipKeyId id{.serial_number = serial_number_of(device), .slot = slot};
  const auto key_id = key_id_for(naming, cose::encode_key_id(id));
  auto& entry = *entries_.emplace_back(std::make_unique<Entry>());
  const wire::KeyInfo info{.slot = slot, .key = record.key};
  if (record.key.mode == wire::KeyMode::kEcb) {
    entry.wrap_with(
        std::make_unique<cose::SlotWrappingKey>(host::EcbKey{device, info}, record.key.type),
        key_id);
    return;
  }
  if (record.key.mode != wire::KeyMode::kCcmStar) {
    throw step_failure(step, UsageError::kSlotHasNoSuchKey);
  }
  if (nonce_file != nullptr) {
    entry.nonces = std::make_unique<SlotNonces>(session, id, *nonce_file);
  }
  auto* nonces = entry.nonces ? &entry.nonces->source() : nullptr;
  entry.ccm_star = require_sealed(step, cose::CcmStarRecipient::make(device, info, nonces, key_id));
}

void EnvelopeKeys::add_local(Session& session, const std::string& text, const KeyNaming& naming) {
  auto& device = session.device();
  const wire::LocalEnvelopeSlot slot{
      static_cast<std::uint8_t>(parse_number_in("--local", text, 0, UINT8_MAX))};
  const auto step = fmt::format("Use local envelope slot {}", slot.raw());
  const auto table = require(step, host::read_local_envelope_keys(device));
  for (std::size_t i = 0; i < table.num_slots; ++i) {
    const auto& record = table.records[i];
    if (record.slot != slot || !record.present) continue;
    const cose::LocalKeyId id{.serial_number = serial_number_of(device), .slot = slot};
    auto& entry = *entries_.emplace_back(std::make_unique<Entry>());
    entry.wrap_with(std::make_unique<cose::LocalEnvelopeWrappingKey>(
                        host::LocalEnvelopeKey{device, slot}, record.type),
                    key_id_for(naming, cose::encode_local_key_id(id)));
    return;
  }
  throw step_failure(step, Status::kKeyNotFound);
}

void EnvelopeKeys::add_wrapping_key(const std::string& source, const KeyNaming& naming) {
  InputSecret key;
  read_secret(source, "wrapping key", {16, 32}, key);
  auto& entry = *entries_.emplace_back(std::make_unique<Entry>());
  entry.key_wrap.emplace();
  auto wrapping = std::make_unique<cose::HostWrappingKey>(*entry.key_wrap);
  require("Use the wrapping key", wrapping->set_key(key.reveal()));
  entry.wrap_with(std::move(wrapping), naming.any ? cose::Bytes{} : name_bytes(naming.name));
}

}  // namespace stsafe::tool
