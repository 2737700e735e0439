#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/link/link_transport.h"
#include "tests/bus_secrecy/leak.h"
#include "tests/bus_secrecy/recording_crypto.h"
#include "tests/hostile_bus/chip.h"
#include "tests/hostile_bus/hostile_bus.h"
#include "tests/hostile_bus/main_job.h"

namespace stsafe::bus_secrecy {
namespace {

using hostile_bus::Mode;
using hostile_bus::Protection;

/// Random, but for a run that is to be seen again.
std::uint64_t fresh_seed() {
  if (const char* text = std::getenv("STSAFE_SECRECY_SEED")) {
    return std::strtoull(text, nullptr, 10);
  }
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

/// Host and chip with random keys; everything that travels between them is recorded.
class Recorded {
 public:
  Recorded(const Mode& mode, std::uint64_t seed)
      : rng_(seed, "bus secrecy"),
        chip_(hostile_bus::profile_of(mode.protection), crypto_.provider()),
        bus_(chip_.bus()),
        link_(bus_, chip_.clock()),
        keys_(random_keys()),
        job_(random_job()),
        host_(link_, mode, keys_, host_crypto()) {}

  bool pair() { return static_cast<bool>(host_.pair()); }
  hostile_bus::Outcome run() { return host_.run(job_); }
  /// Forgets what travelled so far.
  void start_recording() { bus_.arm({}); }

  /// What travelled, to the chip and from it, in the order of time.
  std::vector<std::byte> recording() const {
    std::vector<std::byte> all;
    for (const auto& transaction : bus_.log()) {
      all.insert(all.end(), transaction.bytes.begin(), transaction.bytes.end());
    }
    return all;
  }
  const hostile_bus::HostKeyBytes& keys() const { return keys_; }
  const hostile_bus::Job& job() const { return job_; }
  /// Private key, shared secret, base KEK and working KEK of the host.
  const Secrets& derived() const { return derived_; }

 private:
  hostile_bus::HostCrypto host_crypto() {
    return {.aes = crypto_.aes(),
            .cmac = crypto_.cmac(),
            .kek = {.ecdh = ecdh_, .hkdf = hkdf_, .key_wrap = crypto_.key_wrap()}};
  }
  hostile_bus::HostKeyBytes random_keys() {
    hostile_bus::HostKeyBytes keys;
    EXPECT_TRUE(rng_.fill(keys.mac));
    EXPECT_TRUE(rng_.fill(keys.cipher));
    return keys;
  }
  hostile_bus::Job random_job() {
    hostile_bus::Job job;
    EXPECT_TRUE(rng_.fill(job.key));
    EXPECT_TRUE(rng_.fill(job.nonce));
    EXPECT_TRUE(rng_.fill(job.associated_data));
    EXPECT_TRUE(rng_.fill(job.message));
    return job;
  }

  Secrets derived_;
  crypto_openssl::SeededRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  RecordingEcdh ecdh_{crypto_.ecdh(), derived_};
  RecordingHkdf hkdf_{crypto_.hkdf(), derived_};
  hostile_bus::Chip chip_;
  hostile_bus::HostileBus bus_;
  link::LinkTransport link_;
  hostile_bus::HostKeyBytes keys_;
  hostile_bus::Job job_;
  hostile_bus::Host host_;
};

class BusSecrecy : public testing::TestWithParam<Mode> {
 protected:
  BusSecrecy() : seed_(fresh_seed()), recorded_(GetParam(), seed_) {}

  void expect_secret(ByteView secret, std::string_view what) const {
    const auto recording = recorded_.recording();
    const auto leak = find_leak(recording, secret);
    EXPECT_FALSE(leak) << what << " at byte " << *leak << "; STSAFE_SECRECY_SEED=" << seed_;
  }

  std::uint64_t seed_;
  Recorded recorded_;
};

TEST_P(BusSecrecy, NoPieceOfAKeyTravels) {
  ASSERT_TRUE(recorded_.pair());
  recorded_.start_recording();
  const auto outcome = recorded_.run();
  ASSERT_TRUE(outcome.decrypted) << "STSAFE_SECRECY_SEED=" << seed_;
  ASSERT_GT(recorded_.recording().size(), 700U);

  expect_secret(recorded_.job().key, "the AES key");
  const auto& derived = recorded_.derived();
  ASSERT_EQ(derived.size(), 4U);
  expect_secret(derived[0], "the host's ephemeral private key");
  expect_secret(derived[1], "the shared secret");
  expect_secret(derived[2], "the base KEK");
  expect_secret(derived[3], "the working KEK");
  const auto size = wire::key_size(GetParam().key_type);
  expect_secret(ByteView{recorded_.keys().mac}.first(size), "the host MAC key");
  expect_secret(ByteView{recorded_.keys().cipher}.first(size), "the host cipher key");
  if (GetParam().protection == Protection::kMacAndEncryption) {
    expect_secret(recorded_.job().message, "the message");
  }
}

// Shows that the check above can fail: pairing in plaintext gives the host keys away.
TEST_P(BusSecrecy, ThePairingTravelsAndIsFound) {
  if (GetParam().protection == Protection::kNone) GTEST_SKIP() << "nothing is paired";
  recorded_.start_recording();
  ASSERT_TRUE(recorded_.pair());
  const auto recording = recorded_.recording();
  const auto size = wire::key_size(GetParam().key_type);
  EXPECT_TRUE(find_leak(recording, ByteView{recorded_.keys().mac}.first(size)));
  EXPECT_TRUE(find_leak(recording, ByteView{recorded_.keys().cipher}.first(size)));
}

// And what is not encrypted is found in the recording of the job.
TEST_P(BusSecrecy, AMessageInTheClearIsFound) {
  if (GetParam().protection == Protection::kMacAndEncryption) GTEST_SKIP() << "it is encrypted";
  ASSERT_TRUE(recorded_.pair());
  recorded_.start_recording();
  ASSERT_TRUE(recorded_.run().decrypted);
  EXPECT_TRUE(find_leak(recorded_.recording(), recorded_.job().message));
}

std::vector<Mode> all_modes() {
  std::vector<Mode> modes;
  for (const auto curve : kAllCurves) {
    if (!can_agree(curve)) continue;
    modes.push_back({Protection::kNone, wire::HostKeyType::kAes128, curve});
    for (const auto type : {wire::HostKeyType::kAes128, wire::HostKeyType::kAes256}) {
      modes.push_back({Protection::kMac, type, curve});
      modes.push_back({Protection::kMacAndEncryption, type, curve});
    }
  }
  return modes;
}

INSTANTIATE_TEST_SUITE_P(Modes, BusSecrecy, testing::ValuesIn(all_modes()),
                         [](const auto& mode) { return name(mode.param); });

TEST(FindLeak, FindsAPieceInBothByteOrders) {
  Fixed<16> secret{};
  for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<std::byte>(i + 1);
  std::vector<std::byte> recording(20);
  copy_bytes(ByteView{secret}.subspan(5, kWindow), ByteSpan{recording}.subspan(3));
  EXPECT_EQ(find_leak(recording, secret), 3U);
  std::ranges::reverse(recording);
  EXPECT_EQ(find_leak(recording, secret), 20U - 3U - kWindow);
}

TEST(FindLeak, FindsNoShorterPiece) {
  Fixed<16> secret{};
  for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<std::byte>(i + 1);
  std::vector<std::byte> recording(20);
  copy_bytes(ByteView{secret}.first(kWindow - 1), recording);
  EXPECT_FALSE(find_leak(recording, secret));
}

}  // namespace
}  // namespace stsafe::bus_secrecy
