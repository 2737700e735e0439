#include <fmt/format.h>

#include <optional>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/key_options.h"
#include "apps/stsafe/key_plan.h"
#include "apps/stsafe/key_report.h"
#include "apps/stsafe/key_verbs.h"
#include "apps/stsafe/key_writer.h"
#include "apps/stsafe/secret_copy.h"
#include "stsafe/host/establish_keys.h"
#include "stsafe/wire/commands/establish_keys.h"
#include "stsafe/wire/commands/kek_session.h"

namespace stsafe::tool {
namespace {

struct EstablishOptions {
  KeyOptions key;
  KeyWriteOptions writing;
  std::string copy;
};

void establish_key(Session& session, const EstablishOptions& options) {
  const auto size = choose_key_type(options.key) == wire::KeyType::kAes128 ? 16U : 32U;
  const auto info = make_key_info(options.key, size);
  const auto curve = parse_agreement_curve(options.writing.curve);
  require_new_file(options.copy);
  HostSignature signature{session, options.writing.signature};
  auto& device = session.device();
  const auto state = read_key_slot(device, info.slot);
  require_replaceable(state);
  const auto opened = opened_for(state, {.way = KeyWay::kEstablished,
                                         .signed_by = signature.key_slot(),
                                         .may_open = options.writing.open_slot});
  Plan plan;
  if (opened) plan_opening(plan, info.slot, *opened);
  plan.add<wire::GenerateEcdhe>("let the device make a key pair for this agreement");
  plan.add<wire::EstablishSymmetricKeys>("agree on a secret");
  plan.add<wire::ConfirmSymmetricKeys>(key_write_text(info.slot, state.record),
                                       key_write_undo(state.record, info.key.lock));
  if (const auto warning = weak_key_warning(info); !warning.empty()) session.remark(warning);
  if (!session.may_proceed(plan)) return;

  // What would keep the copy from being written, such as a missing folder, shows before the device
  // has the key.
  std::optional<files_posix::OutputFile> copy;
  if (!options.copy.empty()) copy.emplace(create_output(options.copy, false));
  if (opened) open_slot(device, info.slot, *opened);
  std::array<Secret<32>, 1> values;
  auto& crypto = session.crypto();
  const auto step = fmt::format("Establish a key in slot {}", info.slot.raw());
  const auto written = require(
      step,
      host::establish_symmetric_keys(device, {crypto.ecdh(), crypto.hkdf(), crypto.cmac()}, curve,
                                     std::span{&info, 1}, values, signature.authentication()));
  if (copy) finish_output(*copy, values[0].reveal());
  require_known(step, written);
  if (session.options.json) {
    Json json{{"slot", info.slot.raw()}, {"method", "established"}};
    json.update(key_json(info.key));
    if (!options.copy.empty()) json["copy"] = options.copy;
    return print_json(std::move(json));
  }
  fmt::print("slot {}: {} (established)\n", info.slot.raw(), key_text(info.key));
}

}  // namespace

void add_key_establish(CLI::App& key, Session& session) {
  auto* verb = key.add_subcommand(
      "establish", "Agree with the device on a key, which both derive: it never travels");
  const auto options = std::make_shared<EstablishOptions>();
  add_key_options(*verb, options->key);
  verb->add_option("-o,--output", options->copy,
                   "Keep this host's copy in this new file [only the device has the key]")
      ->type_name("FILE");
  add_key_write_options(*verb, options->writing);
  verb->callback([&session, options] { establish_key(session, *options); });
}

}  // namespace stsafe::tool
