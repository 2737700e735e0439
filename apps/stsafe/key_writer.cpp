#include "apps/stsafe/key_writer.h"

#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/key_plan.h"
#include "stsafe/host/key_plaintext.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::tool {

void add_key_write_options(CLI::App& verb, KeyWriteOptions& options) {
  verb.add_option("--curve", options.curve, "Curve of the key agreement")
      ->type_name("NAME")
      ->capture_default_str();
  verb.add_flag("--open-slot", options.open_slot,
                "Change the slot's control fields if they do not allow this");
  add_host_signature_options(verb, options.signature);
}

KeyWriter::KeyWriter(Session& session, const KeyWriteOptions& options, const wire::KeyInfo& info)
    : session_(session),
      options_(options),
      info_(info),
      signature_(session, options.signature),
      curve_(parse_agreement_curve(options.curve)) {
  if (options.plaintext && signature_.key_slot()) {
    throw devices::usage_failure("--plaintext: there is no key agreement that could be signed");
  }
  auto& device = session.device();
  kek_session_is_open_ = session.connection().kek_session().is_open();
  if (uses_open_session() && signature_.key_slot()) {
    throw devices::usage_failure(
        "--authenticate-with: a KEK session is open, in which keys travel; close it first");
  }
  state_ = read_key_slot(device, info.slot);
  require_replaceable(state_);
  opened_ = opened_for(state_, {.way = options.plaintext ? KeyWay::kPlaintext : KeyWay::kWrapped,
                                .signed_by = signature_.key_slot(),
                                .may_open = options.open_slot});
}

Plan KeyWriter::plan() const {
  Plan plan;
  if (opened_) plan_opening(plan, info_.slot, *opened_);
  const auto text = key_write_text(info_.slot, state_.record);
  const auto undo = key_write_undo(state_.record, info_.key.lock);
  if (options_.plaintext) {
    plan.add<wire::WriteSymmetricKeyPlaintext>(text + ", in plaintext", undo);
  } else if (uses_open_session()) {
    plan.add<wire::WriteSymmetricKeyWrapped>(text, undo);
  } else {
    plan_wrapped_key(plan, info_.slot, state_.record, info_.key.lock);
  }
  return plan;
}

void KeyWriter::write(ByteView key) {
  const auto step = fmt::format("Write the key into slot {}", info_.slot.raw());
  if (opened_) open_slot(session_.device(), info_.slot, *opened_);
  require_known(step, require(step, send(key)));
}

Result<host::KeyWrite> KeyWriter::send(ByteView key) {
  auto& device = session_.device();
  if (options_.plaintext) return host::write_key_plaintext(device, info_, key);
  if (uses_open_session()) return write_in_open_session(key);
  return host::write_key_wrapped(device, session_.connection().kek_crypto(), curve_, info_, key,
                                 signature_.authentication());
}

Result<host::KeyWrite> KeyWriter::write_in_open_session(ByteView key) {
  auto& device = session_.device();
  const auto before = host::read_symmetric_key_table(device);
  if (!before) return before.error();
  const auto written = session_.connection().kek_session().write(info_, key);
  return host::settle_key_write(device, *before, std::span{&info_, 1}, written,
                                wire::WriteSymmetricKeyWrapped::kOpcode);
}

}  // namespace stsafe::tool
