#include "stsafe/sim/handlers/derive_keys.h"

#include "stsafe/sim/access/derivation_rules.h"
#include "stsafe/sim/handlers/write_key.h"
#include "stsafe/sim/hkdf.h"

namespace stsafe::sim {
namespace {

using Destination = wire::DerivedKey::Destination;
using DerivedKeys = wire::DeriveKeys::Response;

constexpr std::size_t kMaxDerivedSecret = 32;
/// Answers are shorter than 1,024 bytes, and more keys than slots cannot go to slots.
constexpr std::size_t kMaxKeysSize = 1024 + kMaxSymmetricSlots * kMaxDerivedSecret;

struct InputKey {
  ByteView bytes{};
  std::uint8_t flags = kMayGoToHost;  ///< those of an HKDF key
};

Result<InputKey, Status> key_of_slot(const Context& cx, wire::SlotNumber number) {
  if (!cx.has_symmetric_slot(number)) return Status::kEntryNotFound;
  const auto& slot = cx.nvm.symmetric[number.raw()];
  if (const auto s = check_derivation_key(slot); s != Status::kOk) return s;
  return InputKey{slot.value.reveal(), slot.key.parameter};
}

Result<InputKey, Status> input_key(const Context& cx, const wire::DeriveInput& input) {
  if (input.source == wire::KeySource::kSlot) return key_of_slot(cx, input.slot);
  if (const auto s = check_key_in_command(input.mode, input.key.size()); s != Status::kOk) {
    return s;
  }
  return InputKey{input.key};
}

/// Makes the PRK, or takes the input key for it.
Status make_prk(const Context& cx, const wire::DeriveKeys& command, ByteView key, Prk& prk) {
  if (!includes(command.steps, wire::kExtract)) {
    if (key.size() != crypto::kHmacSize) return Status::kValueOutOfRange;
    copy_bytes(key, prk.prepare(key.size()));
    return Status::kOk;
  }
  auto salt = command.salt.bytes;
  if (command.salt.source == wire::KeySource::kSlot) {
    const auto found = key_of_slot(cx, command.salt.slot);
    if (!found) return found.error();
    salt = found->bytes;
  }
  return hkdf_extract(cx.crypto.hmac, salt, key, prk) ? Status::kOk : Status::kUnexpectedError;
}

/// What comes out of a derivation, and where each key goes.
struct Plan {
  struct Key {
    std::size_t size = 0;
    std::optional<wire::SlotNumber> slot{};  ///< none: into the answer
    wire::KeyDescription description{};      ///< of a key that goes to a slot
  };
  std::array<Key, wire::kMaxDerivedKeys> keys{};
  std::size_t num_keys = 0;
  SlotSet taken{};
  std::size_t total_size = 0;   ///< of all keys
  std::size_t answer_size = 0;  ///< of the response's payload
};

Status plan_key_for_host(const wire::DerivedKey& output, const InputKey& input, Plan::Key& key) {
  if (const auto s = check_key_for_host(input.flags, output.size); s != Status::kOk) return s;
  key.size = output.size;
  return Status::kOk;
}

Status plan_key_for_slot(const Context& cx, const wire::KeyDescription& description, Plan& plan,
                         Plan::Key& key) {
  if (const auto s = check_key_description(description); s != Status::kOk) return s;
  key.slot = choose_slot(cx.nvm, plan.taken);
  if (!key.slot) return Status::kBoundaryExceeded;
  plan.taken[key.slot->raw()] = true;
  key.size = description.key_size();
  key.description = description;
  return Status::kOk;
}

Status plan_keys(const Context& cx, ByteView outputs, const InputKey& input, Plan& plan) {
  wire::Reader r{outputs};
  if (r.at_end()) return Status::kInconsistentCommandData;
  while (!r.at_end()) {
    wire::DerivedKey output;
    decode(r, output);
    if (r.failed()) return Status::kInconsistentCommandData;
    if (plan.num_keys == plan.keys.size()) return Status::kValueOutOfRange;
    auto& key = plan.keys[plan.num_keys++];
    const bool to_host = output.destination == Destination::kResponse;
    const auto status = to_host ? plan_key_for_host(output, input, key)
                                : plan_key_for_slot(cx, output.key, plan, key);
    if (status != Status::kOk) return status;
    plan.total_size += key.size;
    plan.answer_size += to_host ? key.size : sizeof(wire::SlotNumber);
  }
  return plan.answer_size > cx.max_answer_size ? Status::kBufferLengthExceeded : Status::kOk;
}

/// Extract alone: the PRK becomes a key in a slot.
Reply<wire::DeriveKeys> keep_prk(Context& cx, const Prk& prk, const InputKey& input) {
  const auto slot = choose_slot(cx.nvm, {});
  if (!slot) return Status::kBoundaryExceeded;
  const wire::KeyDescription description{.type = wire::KeyType::kGenericSecret,
                                         .mode = wire::KeyMode::kHkdf,
                                         .usage = wire::kDerive,
                                         .parameter = input.flags,
                                         .secret_size = crypto::kHmacSize};
  write_key(cx, {.slot = *slot, .key = description}, prk.reveal());
  wire::Writer w{cx.scratch};
  encode(w, *slot);
  return DerivedKeys{wire::Tail{cx.scratch.first(w.size())}};
}

/// Cuts the keys off one after the other: into slots, and into the answer.
Reply<wire::DeriveKeys> hand_out(Context& cx, const Plan& plan, ByteView keys) {
  wire::Writer w{cx.scratch};
  for (const auto& key : std::span{plan.keys}.first(plan.num_keys)) {
    const auto value = keys.first(key.size);
    keys = keys.subspan(key.size);
    if (!key.slot) {
      w.put(value);
      continue;
    }
    write_key(cx, {.slot = *key.slot, .key = key.description}, value);
    encode(w, *key.slot);
  }
  return DerivedKeys{wire::Tail{cx.scratch.first(w.size())}};
}

}  // namespace

Reply<wire::DeriveKeys> handle(Context& cx, const wire::DeriveKeys& command) {
  const auto steps = command.steps;
  if (const auto s = check_steps(steps); s != Status::kOk) return s;
  if (command.hash != HashAlgorithm::kSha256) return Status::kInconsistentCommandData;
  const auto input = input_key(cx, command.input);
  if (!input) return input.error();
  Prk prk;
  if (const auto s = make_prk(cx, command, input->bytes, prk); s != Status::kOk) return s;
  if (steps == wire::kExtract) return keep_prk(cx, prk, *input);

  Plan plan;
  if (const auto s = plan_keys(cx, command.outputs.bytes(), *input, plan); s != Status::kOk) {
    return s;
  }
  Secret<kMaxKeysSize> keys;
  const auto out = keys.prepare(plan.total_size);
  if (!hkdf_expand(cx.crypto.hmac, prk, command.info.bytes(), out)) {
    return Status::kUnexpectedError;
  }
  return hand_out(cx, plan, keys.reveal());
}

}  // namespace stsafe::sim
