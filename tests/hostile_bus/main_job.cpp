#include "tests/hostile_bus/main_job.h"

#include <ostream>

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/sim/profile/spl05.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::hostile_bus {
namespace {

/// The commands that can be encrypted and that this simulator knows, but for the pairing.
constexpr std::array<std::uint16_t, 9> kEncryptedCommands{0x00,   0x02,   0x1B,   0x1C,  0x1F03,
                                                          0x1F06, 0x1F09, 0x1F0B, 0x1F19};

std::string curve_name(Curve curve) {
  switch (curve) {
    case Curve::kNistP256: return "NistP256";
    case Curve::kNistP384: return "NistP384";
    case Curve::kNistP521: return "NistP521";
    case Curve::kBrainpoolP256: return "BrainpoolP256";
    case Curve::kBrainpoolP384: return "BrainpoolP384";
    case Curve::kBrainpoolP512: return "BrainpoolP512";
    case Curve::kX25519: return "X25519";
    case Curve::kEd25519: break;
  }
  return "Ed25519";
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Mode& mode) { return out << name(mode); }

std::string name(const Mode& mode) {
  std::string text;
  switch (mode.protection) {
    case Protection::kNone: text = "Plain"; break;
    case Protection::kMac: text = "Mac"; break;
    case Protection::kMacAndEncryption: text = "MacAndEncryption"; break;
  }
  if (mode.protection != Protection::kNone) {
    text += mode.key_type == wire::HostKeyType::kAes128 ? "Aes128" : "Aes256";
  }
  return text + curve_name(mode.curve);
}

sim::Profile profile_of(Protection protection) {
  auto profile = sim::spl05();
  if (protection != Protection::kMacAndEncryption) return profile;
  for (auto& rule : profile.commands.rules) {
    if (std::ranges::find(kEncryptedCommands, rule.opcode.raw()) == kEncryptedCommands.end()) {
      continue;
    }
    rule.access = wire::CommandAccess::kHost;
    rule.encrypt_command = rule.encrypt_response = true;
  }
  return profile;
}

wire::KeyInfo Job::key_info() const {
  return {.slot = slot,
          .key = {.type = wire::KeyType::kAes256,
                  .mode = wire::KeyMode::kCcmStar,
                  .usage = wire::kEncrypt | wire::kDecrypt,
                  .parameter = kTagSize}};
}

Host::Host(link::Transport& transport, const Mode& mode, const HostKeyBytes& keys,
           const HostCrypto& crypto)
    : mode_(mode),
      keys_(keys),
      crypto_(crypto),
      device_(transport),
      session_(device_, crypto.aes, crypto.cmac) {}

Result<void> Host::pair() {
  if (mode_.protection == Protection::kNone) return {};
  const auto size = wire::key_size(mode_.key_type);
  const auto change = host::write_host_keys_plaintext(
      device_, mode_.key_type, ByteView{keys_.mac}.first(size), ByteView{keys_.cipher}.first(size));
  return change ? Result<void>{} : change.error();
}

Outcome Host::run(const Job& job) {
  Outcome outcome;
  auto done = start();
  if (done) done = provision(job, outcome);
  if (done) done = use(job, outcome);
  if (!done) outcome.failure = done.error();
  return outcome;
}

Result<void> Host::start() {
  if (!initialised_) {
    if (auto done = device_.initialise(); !done) return done;
    initialised_ = true;
  }
  if (mode_.protection == Protection::kNone || session_.is_open()) return {};
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
  const auto size = wire::key_size(mode_.key_type);
  return session_.open(mode_.key_type, ByteView{keys_.mac}.first(size),
                       ByteView{keys_.cipher}.first(size));
}

Result<void> Host::provision(const Job& job, Outcome& outcome) {
  const auto put = device_.call(wire::PutSymmetricControlFields{
      job.slot, {.flags = wire::SlotControlFields::kWrappedAnonymous}});
  if (!put) return put.error();
  outcome.control_fields_put = true;
  const auto written =
      host::write_key_wrapped(device_, crypto_.kek, mode_.curve, job.key_info(), job.key);
  if (!written) return written.error();
  outcome.written = *written;
  return {};
}

Result<void> Host::use(const Job& job, Outcome& outcome) {
  auto key = host::CcmStarKey::open(device_, job.slot);
  if (!key) return key.error();
  if (key->tag_size() != kTagSize) return LinkError::kUnexpectedResponse;
  const auto nonce = host::Nonce::chosen_by_caller(job.nonce);
  if (!nonce) return nonce.error();
  const auto used =
      key->encrypt_with(*nonce, job.associated_data, job.message, outcome.ciphertext, outcome.tag);
  if (!used) return used.error();
  outcome.encrypted = true;
  if (auto done = key->decrypt(*used, job.associated_data, outcome.ciphertext, outcome.tag,
                               outcome.message);
      !done) {
    return done;
  }
  outcome.decrypted = true;
  return {};
}

}  // namespace stsafe::hostile_bus
