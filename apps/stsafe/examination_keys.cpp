#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "apps/stsafe/examination.h"
#include "apps/stsafe/host_key_proof.h"
#include "apps/text/names.h"
#include "stsafe/host/host_key_slot.h"
#include "stsafe/host/slot_control_fields.h"

namespace stsafe::tool {
namespace {

/// Ways that lead a key into a slot, apart from authenticated sessions.
constexpr std::uint8_t kSlotWays =
    wire::SlotControlFields::kEcdheAnonymous | wire::SlotControlFields::kWrappedAnonymous |
    wire::SlotControlFields::kPutKey | wire::SlotControlFields::kPlaintext |
    wire::SlotControlFields::kDerived;

bool takes_keys(const wire::SlotControlFields& fields) {
  return fields.allows(kSlotWays) ||
         fields.wrapped_authentication_key != wire::SlotControlFields::kNoKey ||
         fields.ecdhe_authentication_key != wire::SlotControlFields::kNoKey;
}

bool takes_keys(const wire::HostKeyControlFields& fields) {
  using Fields = wire::HostKeyControlFields;
  return fields.allows(Fields::kWrappedAnonymous | Fields::kPlaintext | Fields::kChangeRight) ||
         fields.authentication_key != Fields::kNoKey;
}

bool demands_host(const wire::CommandRule& rule) {
  return rule.access == wire::CommandAccess::kHost ||
         rule.access == wire::CommandAccess::kAdminOrHost || rule.encrypt_command ||
         rule.encrypt_response;
}

}  // namespace

void Examination::check_host_keys() {
  auto& device = session_.connection().device();
  host_keys_ = require("Query host key slot", host::read_host_key_slot(device));
  host_key_control_ =
      require("Query host key control fields", host::read_host_key_control_fields(device));
  const bool given = session_.has_host_keys();
  if (host_keys_) {
    ok("host keys", fmt::format("{}{}", text::name(host_keys_->type),
                                given ? "" : "; none were given, so no session is tried"));
    return check_host_key_counter(host_keys_->counter.raw());
  }
  if (!takes_keys(host_key_control_)) {
    return add({.check = "host keys",
                .verdict = Verdict::kProblem,
                .what = "the device has none, and its control fields let none in",
                .advice = "It can never have a host session: take another device."});
  }
  if (given) {
    return add({.check = "host keys",
                .verdict = Verdict::kProblem,
                .what = "some were given, but the device has none",
                .advice = "Pair the device first, or do without --host-keys.",
                .kind = Failure::Kind::kNotFound});
  }
  add({.check = "host keys",
       .verdict = Verdict::kNote,
       .what = "the device has none: whoever is on the bus can read and change what passes",
       .advice = "Pair the device before real use."});
}

void Examination::check_host_key_counter(std::uint32_t counter) {
  constexpr auto kMost = std::numeric_limits<std::uint32_t>::max();
  const auto left = kMost - counter;
  Finding finding{.check = "session counter",
                  .what = fmt::format("{}, {} commands are left", counter, left)};
  if (left == 0) {
    finding.verdict = Verdict::kProblem;
  } else if (left < kMost / 10) {
    finding.verdict = Verdict::kNote;
  }
  if (finding.verdict != Verdict::kOk) finding.advice = "Write new host keys: they start at 0.";
  add(std::move(finding));
}

void Examination::check_host_session() {
  if (!session_.has_host_keys() || !host_keys_) return;
  auto& connection = session_.connection();
  if (!connection.host_session().is_open()) {
    connection.open_host_session(session_.host_keys(), Proof::kLater);
  }
  prove_host_keys(connection);
  has_session_ = true;
  ok("host session", "the host keys are the device's");
}

void Examination::check_commands() {
  auto& device = session_.connection().device();
  rules_ = require("Query command authorization", host::CommandAuthorization::read(device));
  std::vector<std::string> for_host;
  for (const auto& rule : rules_->rules()) {
    if (demands_host(rule)) for_host.emplace_back(text::command_name(rule.opcode));
  }
  if (for_host.empty() || host_keys_) {
    return ok("command access", fmt::format("{} of {} commands need a host session",
                                            for_host.size(), rules_->rules().size()));
  }
  const bool may_come = takes_keys(host_key_control_);
  add({.check = "command access",
       .verdict = Verdict::kProblem,
       .what = fmt::format("without host keys nobody may use: {}", fmt::join(for_host, ", ")),
       .advice = may_come ? "Write host keys into the device."
                          : "Nothing: no way leads host keys into the device."});
}

void Examination::check_slots() {
  auto& device = session_.connection().device();
  slots_ = require("Query symmetric key table", host::read_symmetric_key_table(device));
  slot_controls_.clear();
  std::vector<std::size_t> closed;
  std::vector<std::size_t> dead;
  std::size_t num_keys = 0;
  for (std::size_t i = 0; i < slots_.num_slots; ++i) {
    const wire::SlotNumber slot{static_cast<std::uint8_t>(i)};
    const auto& fields = slot_controls_.emplace_back(
        require("Query control fields", host::read_slot_control_fields(device, slot)));
    if (slots_.records[i].present) {
      ++num_keys;
    } else if (!takes_keys(fields)) {
      const bool may_open = fields.allows(wire::SlotControlFields::kChangeRight);
      (may_open ? closed : dead).push_back(i);
    }
  }
  if (!dead.empty()) {
    add({.check = "key slots",
         .verdict = dead.size() + num_keys == slots_.num_slots ? Verdict::kProblem : Verdict::kNote,
         .what = fmt::format("empty, and can never take a key: {}", number_ranges(dead)),
         .advice = "Take other slots: their control fields cannot be changed any more."});
  }
  if (!closed.empty()) {
    add({.check = "key slots",
         .verdict = Verdict::kNote,
         .what = fmt::format("empty, and let no key in yet: {}", number_ranges(closed)),
         .advice = "Set their control fields before a key is written."});
  }
  if (dead.empty() && closed.empty()) {
    ok("key slots", fmt::format("{} of {} have a key", num_keys, slots_.num_slots));
  }
}

}  // namespace stsafe::tool
