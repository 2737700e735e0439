// Provisions an AES-256 key wrapped and encrypts a message with it inside the (simulated) chip.
#include <cstdio>

#include "apps/devices/simulated_board.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/host/slot_control_fields.h"

using namespace stsafe;

// [example]
Result<void> seal(host::Device& chip, crypto_openssl::OpensslCrypto& crypto, ByteView key,
                  ByteSpan message, ByteSpan tag) {
  if (auto ready = chip.initialise(); !ready) return ready;

  const wire::SlotNumber slot{3};
  constexpr wire::SlotControlFields wrapped{.flags = wire::SlotControlFields::kWrappedAnonymous};
  const auto opened = host::put_slot_control_fields(chip, slot, wrapped);  // once in a chip's life
  if (!opened) return opened;
  const auto info = host::ccm_star_key_info(slot, {});  // AES-256, CCM*, 16-byte tag
  if (!info) return info.error();
  const host::KekCrypto kek{crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()};
  const auto written = host::write_key_wrapped(chip, kek, Curve::kX25519, *info, key);
  if (!written) return written.error();

  host::NonceSequence nonces;
  if (auto started = nonces.start(crypto.rng()); !started) return started;
  const auto nonce = host::CcmStarKey{chip, *info}.encrypt(nonces, {}, message, message, tag);
  return nonce ? Result<void>{} : nonce.error();
}
// [example]

int main() {
  devices::SimulatedBoard board{std::nullopt};
  devices::RandomSource random{std::nullopt, "host"};
  crypto_openssl::OpensslCrypto crypto{random.rng()};
  host::Device chip{board.transport()};
  Secret<32> key;
  Fixed<16> message{};
  Fixed<16> tag{};
  const auto drawn = random.rng().fill(key.prepare(32));
  const auto sealed = drawn ? seal(chip, crypto, key.reveal(), message, tag) : drawn;
  if (!sealed) {
    std::fprintf(stderr, "failed: %s\n", describe(sealed.error()).data());
    return 1;
  }
  std::puts("sealed");
  return 0;
}
