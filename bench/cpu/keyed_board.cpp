#include "bench/cpu/keyed_board.h"

#include <cstdio>
#include <cstdlib>

#include "stsafe/host/host_keys.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::bench {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr Fixed<16> kMacKey{std::byte{1}};
constexpr Fixed<16> kCipherKey{std::byte{2}};
constexpr Fixed<32> kKey{std::byte{3}};

sim::Profile profile_for(Protection protection) {
  auto profile = sim::spl05();
  profile.symmetric_control[0].flags |= wire::SlotControlFields::kWrappedAnonymous;
  const bool encrypted = protection == Protection::kMacAndEncryption;
  for (auto& rule : profile.commands.rules) {
    if (rule.opcode != wire::Echo::kOpcode) continue;
    rule.encrypt_command = encrypted;
    rule.encrypt_response = encrypted;
    if (protection != Protection::kPlain) rule.access = wire::CommandAccess::kHost;
  }
  return profile;
}

}  // namespace

void require(bool succeeded, const char* what) {
  if (succeeded) return;
  static_cast<void>(std::fprintf(stderr, "cpu_bench: %s failed\n", what));
  std::exit(EXIT_FAILURE);
}

KeyedBoard::KeyedBoard(Protection protection)
    : random_(kSeed, "host"),
      crypto_(random_.rng()),
      board_(kSeed, profile_for(protection)),
      device_(board_.transport()),
      session_(device_, crypto_.aes(), crypto_.cmac()) {
  require(static_cast<bool>(device_.initialise()), "initialise");
  if (protection == Protection::kPlain) return;
  constexpr auto type = wire::HostKeyType::kAes128;
  require(static_cast<bool>(host::write_host_keys_plaintext(device_, type, kMacKey, kCipherKey)),
          "pairing");
  require(static_cast<bool>(session_.open(type, kMacKey, kCipherKey)), "opening a session");
}

void KeyedBoard::write_key(Curve curve) {
  const auto written = host::write_key_wrapped(device_, kek_crypto(), curve, kKeyInfo, kKey);
  require(static_cast<bool>(written), "writing a key");
}

}  // namespace stsafe::bench
