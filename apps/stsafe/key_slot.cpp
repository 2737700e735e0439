#include "apps/stsafe/key_slot.h"

#include <fmt/format.h>

#include "apps/stsafe/key_words.h"
#include "apps/stsafe/steps.h"
#include "apps/text/names.h"
#include "stsafe/host/slot_control_fields.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::tool {
namespace {

using ControlFields = wire::SlotControlFields;

struct Access {
  std::uint8_t flag;
  std::uint8_t ControlFields::* key;  ///< null: a way that nobody signs
  std::string_view keys;              ///< what such keys are called
  std::string_view option;            ///< of 'stsafe key control'
};

Access access_of(KeyWay way) {
  switch (way) {
    case KeyWay::kPlaintext: return {ControlFields::kPlaintext, nullptr, "plaintext", ""};
    case KeyWay::kWrapped:
      return {ControlFields::kWrappedAnonymous, &ControlFields::wrapped_authentication_key,
              "wrapped", "--wrapped-by"};
    case KeyWay::kEstablished:
      return {ControlFields::kEcdheAnonymous, &ControlFields::ecdhe_authentication_key,
              "established", "--established-by"};
  }
  return {};
}

std::string control_command(const KeySlotState& state, const ControlFields& wanted) {
  auto words = slot_way_words(wanted.flags);
  std::string list;
  for (const auto& word : words) list += fmt::format("{}{}", list.empty() ? "" : ",", word);
  auto command = fmt::format("stsafe key control --slot {} --allow {}", state.slot.raw(), list);
  for (const auto way : {KeyWay::kWrapped, KeyWay::kEstablished}) {
    const auto access = access_of(way);
    if (wanted.*access.key == ControlFields::kNoKey) continue;
    command += fmt::format(" {} {}", access.option, wanted.*access.key);
  }
  return command;
}

}  // namespace

KeySlotState read_key_slot(host::Device& device, wire::SlotNumber slot) {
  const auto step = fmt::format("Read slot {}", slot.raw());
  return {.slot = slot,
          .record = require(step, host::read_slot(device, slot)),
          .control = require(step, host::read_slot_control_fields(device, slot))};
}

void require_replaceable(const KeySlotState& state) {
  if (!state.record.present || state.record.key.lock == wire::Lock::kUnlocked) return;
  const bool is_erasable = state.record.key.lock == wire::Lock::kErasable;
  throw Failure{
      Failure::Kind::kRefused,
      fmt::format("the {} {} key in slot {} {}", text::name(state.record.key.type),
                  text::name(state.record.key.mode), state.slot.raw(),
                  is_erasable ? fmt::format("can only be erased: run 'stsafe key erase --slot {}'",
                                            state.slot.raw())
                              : "is locked and stays for good; take another slot")};
}

std::optional<ControlFields> opened_for(const KeySlotState& state, const KeyEntry& entry) {
  const auto access = access_of(entry.way);
  auto wanted = state.control;
  if (entry.signed_by) {
    wanted.*access.key = *entry.signed_by;
  } else {
    wanted.flags |= access.flag;
  }
  if (wanted == state.control) return std::nullopt;
  // A signature is not needed where anonymous keys may come in.
  if (entry.signed_by && state.control.allows(access.flag)) return std::nullopt;
  const auto problem = fmt::format("slot {} does not take {} keys{}", state.slot.raw(), access.keys,
                                   entry.signed_by ? " of this host" : "");
  if (!state.control.allows(ControlFields::kChangeRight)) {
    throw Failure{Failure::Kind::kRefused,
                  fmt::format("{}, and the right to change that was given up; take another slot "
                              "('stsafe key list' shows them)",
                              problem)};
  }
  if (!entry.may_open) {
    throw Failure{Failure::Kind::kRefused, fmt::format("{}: say --open-slot, or run '{}' first",
                                                       problem, control_command(state, wanted))};
  }
  return wanted;
}

void plan_opening(Plan& plan, wire::SlotNumber slot, const ControlFields& opened) {
  plan.add(
      fmt::format("set the control fields of slot {}: {}", slot.raw(), text::control_names(opened)),
      wire::PutSymmetricControlFields{slot, opened});
}

void open_slot(host::Device& device, wire::SlotNumber slot, const ControlFields& opened) {
  require(fmt::format("Set the control fields of slot {}", slot.raw()),
          host::put_slot_control_fields(device, slot, opened));
}

void require_known(std::string_view step, host::KeyWrite written) {
  if (written != host::KeyWrite::kCannotKnow) return;
  throw Failure{Failure::Kind::kBus,
                fmt::format("{}: the answer was lost, and the slot does not tell whether the key "
                            "was written. Run it again.",
                            step)};
}

}  // namespace stsafe::tool
