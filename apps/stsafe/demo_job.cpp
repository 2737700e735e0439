#include "apps/stsafe/demo_job.h"

#include <fmt/format.h>

#include "apps/devices/device_string.h"
#include "apps/stsafe/key_plan.h"
#include "apps/text/names.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/host_key.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::tool {
namespace {

using ControlFields = wire::SlotControlFields;
constexpr std::byte kKnownKeyByte{0x5A};

}  // namespace

DemoJob::DemoJob(Session& session, const DemoPlan& plan)
    : session_(session),
      plan_(plan),
      connection_(session.connection()),
      device_(connection_.device()) {
  choose_key();
  if (session.has_host_keys()) {
    read_secret(session.host_keys(), "host keys", {32, 64}, host_keys_);
  }
}

DemoJob::~DemoJob() { wipe(result_.decrypted); }

void DemoJob::initialise() { require("Initialize target STSAFE-A120", device_.initialise()); }

bool DemoJob::prepare() {
  Plan steps;
  plan_pairing(steps);
  plan_slot(steps);
  if (!session_.may_proceed(steps)) return false;
  if (pair_) {
    const auto keys = host_keys_.reveal();
    const auto half = keys.size() / 2;
    require("Write host keys", host::write_host_keys_plaintext(device_, host_key_type_,
                                                               keys.first(half), keys.last(half)));
  }
  return true;
}

void DemoJob::plan_pairing(Plan& steps) {
  constexpr std::string_view step = "Establish host secure session";
  const auto slot = require(step, device_.call(wire::QueryHostKeySlotV2{})).slot;
  if (host_keys_.empty() && slot.keys) {
    throw devices::usage_failure(
        fmt::format("{}: the device is paired; give its keys with --host-keys FILE", step));
  }
  if (host_keys_.empty() && is_on_a_bus()) {
    throw devices::usage_failure(
        fmt::format("{}: the chip is not paired, and random host keys would be lost with this "
                    "program; give keys with --host-keys FILE: 'umask 077; stsafe random 32 >FILE' "
                    "makes some",
                    step));
  }
  if (host_keys_.empty()) require(step, connection_.crypto().rng().fill(host_keys_.prepare(32)));
  host_key_type_ =
      host_keys_.size() == 32 ? wire::HostKeyType::kAes128 : wire::HostKeyType::kAes256;
  pair_ = !slot.keys;
  if (pair_) {
    steps.add<wire::WriteHostKeyV2Plaintext>(
        session_.has_host_keys() ? "write host keys into the device (pairing), in plaintext"
                                 : "write host keys into the device (pairing), in plaintext: "
                                   "random ones that NOBODY KEEPS; "
                                   "give your own with --host-keys");
  }
}

bool DemoJob::is_on_a_bus() const {
  return devices::parse_device_string(session_.device_string()).kind == "i2c";
}

void DemoJob::plan_slot(Plan& steps) {
  const auto step = fmt::format("Provision wrapped key to slot {}", plan_.slot.raw());
  const auto record = require(step, host::read_slot(device_, plan_.slot));
  slot_control_ = require(step, device_.call(wire::QuerySymmetricControlFields{plan_.slot})).fields;
  open_slot_ = !slot_control_.allows(ControlFields::kWrappedAnonymous);
  if (open_slot_) {
    if (!slot_control_.allows(ControlFields::kChangeRight)) {
      throw step_failure(step, Status::kCommandNotAuthorized);
    }
    steps.add(fmt::format("allow wrapped keys in slot {} (control fields)", plan_.slot.raw()),
              wire::PutSymmetricControlFields{plan_.slot, opened_slot()});
  }
  plan_wrapped_key(steps, plan_.slot, record, info_.key.lock);
}

wire::SlotControlFields DemoJob::opened_slot() const {
  auto fields = slot_control_;
  fields.flags |= ControlFields::kWrappedAnonymous;
  return fields;
}

void DemoJob::open_host_session() {
  const auto keys = host_keys_.reveal();
  const auto half = keys.size() / 2;
  require("Establish host secure session",
          connection_.host_session().open(host_key_type_, keys.first(half), keys.last(half)));
  // From here on every answer is authenticated, whatever the device demands.
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
}

void DemoJob::choose_key() {
  constexpr std::string_view step = "Wrap AES-256 key using session KEK";
  if (plan_.known_answer) {
    std::ranges::fill(key_.prepare(32), kKnownKeyByte);
  } else if (!plan_.key_file.empty()) {
    InputSecret from_file;
    read_secret(plan_.key_file, "key", {32}, from_file);
    require(step, key_.assign(from_file.reveal()));
  } else {
    require(step, connection_.crypto().rng().fill(key_.prepare(32)));
  }
  info_ = require(step, host::ccm_star_key_info(plan_.slot, {.tag = plan_.tag}));
}

void DemoJob::provision_wrapped() {
  const auto step = fmt::format("Provision wrapped key to slot {}", plan_.slot.raw());
  if (open_slot_) {
    require(step, device_.call(wire::PutSymmetricControlFields{plan_.slot, opened_slot()}));
  }
  result_.written = require(step, host::write_key_wrapped(device_, connection_.kek_crypto(),
                                                          plan_.curve, info_, key_.reveal()));
  if (result_.written == host::KeyWrite::kCannotKnow) {
    throw devices::Failure{
        devices::Failure::Kind::kFailed,
        fmt::format("{}: the answer was lost, and the slot does not tell whether the key was "
                    "written. Run it again.",
                    step)};
  }
}

host::Nonce DemoJob::next_nonce() {
  constexpr std::string_view step = "Encrypt using CCM* mode";
  if (!plan_.nonce.empty()) return require(step, host::Nonce::chosen_by_caller(plan_.nonce));
  require(step, nonces_.start(connection_.crypto().rng()));
  return require(step, nonces_.next());
}

void DemoJob::encrypt() {
  // Asks the chip what it holds now, rather than believe what was to be written.
  auto key = require("Encrypt using CCM* mode", host::CcmStarKey::open(device_, plan_.slot));
  result_.ciphertext.resize(plan_.message.size());
  result_.tag.resize(key.tag_size());
  const auto used = require("Encrypt using CCM* mode",
                            key.encrypt_with(next_nonce(), plan_.associated_data, plan_.message,
                                             result_.ciphertext, result_.tag));
  result_.nonce.assign(used.bytes().begin(), used.bytes().end());
}

void DemoJob::decrypt() {
  constexpr std::string_view step = "Decrypt using CCM* mode";
  host::CcmStarKey key{device_, info_};
  result_.decrypted.resize(result_.ciphertext.size());
  const auto nonce = require(step, host::Nonce::chosen_by_caller(result_.nonce));
  require(step, key.decrypt(nonce, plan_.associated_data, result_.ciphertext, result_.tag,
                            result_.decrypted));
  if (!equal_constant_time(result_.decrypted, plan_.message)) {
    throw step_failure(step, LinkError::kUnexpectedResponse);
  }
}

}  // namespace stsafe::tool
