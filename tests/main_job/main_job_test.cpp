#include <gtest/gtest.h>

#include "apps/devices/simulated_board.h"
#include "stsafe/base/hex.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/key_provisioning.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe {
namespace {

constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

class MainJob : public testing::TestWithParam<Curve> {};

TEST_P(MainJob, ProvisionsWrappedAndEncryptsInsideTheChip) {
  devices::SimulatedBoard board{7};
  devices::RandomSource random{7, "host"};
  crypto_openssl::OpensslCrypto crypto{random.rng()};
  host::Device device{board.transport()};
  ASSERT_TRUE(device.initialise());
  ASSERT_TRUE(
      host::write_host_keys_plaintext(device, wire::HostKeyType::kAes128, kMacKey, kCipherKey));
  host::HostSession session{device, crypto.aes(), crypto.cmac()};
  ASSERT_TRUE(session.open(wire::HostKeyType::kAes128, kMacKey, kCipherKey));
  device.set_protection_policy(host::ProtectionPolicy::kAlways);

  const wire::SlotNumber slot{0};
  ASSERT_TRUE(device.call(wire::PutSymmetricControlFields{
      slot, {.flags = wire::SlotControlFields::kWrappedAnonymous}}));
  Fixed<32> key{};
  key.fill(std::byte{0x5A});
  const auto info =
      host::ccm_star_key_info(slot, {.tag = *host::TagSize::of(4, host::AcceptWeakTag{})});
  ASSERT_TRUE(info);
  const host::KekCrypto kek{crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()};
  const auto written = host::write_key_wrapped(device, kek, GetParam(), *info, key);
  ASSERT_TRUE(written) << describe(written.error());
  EXPECT_EQ(*written, host::KeyWrite::kAnswered);

  auto ccm = host::CcmStarKey::open(device, slot);
  ASSERT_TRUE(ccm);
  const auto nonce = host::Nonce::chosen_by_caller("000102030405060708090a0b0c"_hex);
  const auto message = "000102030405060708090a0b0c0d0e0f"_hex;
  const auto associated_data = "5a5a5a5a5a5a5a5a"_hex;
  Fixed<16> ciphertext{};
  Fixed<4> tag{};
  ASSERT_TRUE(ccm->encrypt_with(*nonce, associated_data, message, ciphertext, tag));
  EXPECT_EQ(ciphertext, "696630bb080fe41d610489d3da232166"_hex);
  EXPECT_EQ(tag, "0edbc627"_hex);
  Fixed<16> decrypted{};
  ASSERT_TRUE(ccm->decrypt(*nonce, associated_data, ciphertext, tag, decrypted));
  EXPECT_EQ(decrypted, message);
  EXPECT_EQ(session.counter(), board.chip().stored().host_key.counter);
}

INSTANTIATE_TEST_SUITE_P(Curves, MainJob,
                         testing::Values(Curve::kNistP256, Curve::kNistP384, Curve::kNistP521,
                                         Curve::kBrainpoolP256, Curve::kBrainpoolP384,
                                         Curve::kBrainpoolP512, Curve::kX25519));

}  // namespace
}  // namespace stsafe
