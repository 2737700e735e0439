#include "apps/stsafe/demo_job.h"

#include <fmt/format.h>

#include "apps/stsafe/confirm.h"
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

DemoJob::DemoJob(const Session& session, const DemoPlan& plan)
    : session_(session),
      plan_(plan),
      opened_(session.open()),
      device_(opened_.transport()),
      host_session_(device_, opened_.crypto().aes(), opened_.crypto().cmac()) {
  if (session.seed && !opened_.is_simulator()) {
    throw devices::usage_failure("--seed makes keys predictable: only for a simulated device");
  }
  choose_key();
  if (!plan.host_keys_file.empty()) read_secret_file(plan.host_keys_file, {32, 64}, host_keys_);
}

DemoJob::~DemoJob() { wipe(result_.decrypted); }

void DemoJob::initialise() { require("Initialize target STSAFE-A120", device_.initialise()); }

void DemoJob::prepare() {
  std::vector<std::string> steps;
  plan_pairing(steps);
  plan_slot(steps);
  confirm_irreversible(steps, terminal_consent(opened_.is_simulator(), session_.yes));
  if (pair_) {
    const auto keys = host_keys_.reveal();
    const auto half = keys.size() / 2;
    require("Write host keys", host::write_host_keys_plaintext(device_, host_key_type_,
                                                               keys.first(half), keys.last(half)));
  }
}

void DemoJob::plan_pairing(std::vector<std::string>& steps) {
  constexpr std::string_view step = "Establish host secure session";
  const auto slot = require(step, device_.call(wire::QueryHostKeySlotV2{})).slot;
  if (host_keys_.empty() && slot.keys) {
    throw devices::usage_failure(
        fmt::format("{}: the device is paired; give its keys with --host-keys FILE", step));
  }
  if (host_keys_.empty()) require(step, opened_.crypto().rng().fill(host_keys_.prepare(32)));
  host_key_type_ =
      host_keys_.size() == 32 ? wire::HostKeyType::kAes128 : wire::HostKeyType::kAes256;
  pair_ = !slot.keys;
  if (pair_) steps.emplace_back("write host keys into the device (pairing), in plaintext");
}

void DemoJob::plan_slot(std::vector<std::string>& steps) {
  const auto step = fmt::format("Provision wrapped key to slot {}", plan_.slot.raw());
  const auto record = require(step, host::read_slot(device_, plan_.slot));
  slot_control_ = require(step, device_.call(wire::QuerySymmetricControlFields{plan_.slot})).fields;
  open_slot_ = !slot_control_.allows(ControlFields::kWrappedAnonymous);
  if (open_slot_) {
    if (!slot_control_.allows(ControlFields::kChangeRight)) {
      throw step_failure(step, Status::kCommandNotAuthorized);
    }
    steps.push_back(
        fmt::format("allow wrapped keys in slot {} (control fields)", plan_.slot.raw()));
  }
  if (record.present) {
    steps.push_back(fmt::format("replace the {} {} key in slot {}", text::name(record.key.type),
                                text::name(record.key.mode), plan_.slot.raw()));
  }
}

void DemoJob::open_host_session() {
  const auto keys = host_keys_.reveal();
  const auto half = keys.size() / 2;
  require("Establish host secure session",
          host_session_.open(host_key_type_, keys.first(half), keys.last(half)));
  // From here on every answer is authenticated, whatever the device demands.
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
}

void DemoJob::choose_key() {
  constexpr std::string_view step = "Wrap AES-256 key using session KEK";
  if (plan_.known_answer) {
    std::ranges::fill(key_.prepare(32), kKnownKeyByte);
  } else if (!plan_.key_file.empty()) {
    FileSecret from_file;
    read_secret_file(plan_.key_file, {32}, from_file);
    require(step, key_.assign(from_file.reveal()));
  } else {
    require(step, opened_.crypto().rng().fill(key_.prepare(32)));
  }
  info_ = require(step, host::ccm_star_key_info(plan_.slot, {.tag = plan_.tag}));
}

void DemoJob::provision_wrapped() {
  const auto step = fmt::format("Provision wrapped key to slot {}", plan_.slot.raw());
  if (open_slot_) {
    auto fields = slot_control_;
    fields.flags |= ControlFields::kWrappedAnonymous;
    require(step, device_.call(wire::PutSymmetricControlFields{plan_.slot, fields}));
  }
  auto& crypto = opened_.crypto();
  const host::KekCrypto kek{crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()};
  result_.written =
      require(step, host::write_key_wrapped(device_, kek, plan_.curve, info_, key_.reveal()));
  if (result_.written == host::KeyWrite::kCannotKnow) {
    throw devices::Failure{
        devices::Failure::Kind::kDevice,
        fmt::format("{}: the answer was lost, and the slot does not tell whether the key was "
                    "written. Run it again.",
                    step)};
  }
}

host::Nonce DemoJob::next_nonce() {
  constexpr std::string_view step = "Encrypt using CCM* mode";
  if (!plan_.nonce.empty()) return require(step, host::Nonce::chosen_by_caller(plan_.nonce));
  require(step, nonces_.start(opened_.crypto().rng()));
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
