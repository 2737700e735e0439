#include "stsafe/host/host_keys.h"

#include <gtest/gtest.h>

#include "stsafe/host/host_session.h"
#include "tests/support/model_chip.h"
#include "tests/support/scripted_transport.h"

namespace stsafe::host {
namespace {

using testing_support::ModelChip;
using testing_support::ScriptedTransport;

constexpr auto kDone = "00 00 02 F0 78"_hex;

// The frame of protocol part 01, section 7.1.
TEST(WriteHostKeysPlaintext, SendsBothKeys) {
  ScriptedTransport transport;
  transport.expect(
      "1F 07 00 00 00 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF 3C BB"_hex,
      kDone);
  Device device{transport};
  EXPECT_TRUE(write_host_keys_plaintext(device, wire::HostKeyType::kAes128, ModelChip::kMacKey,
                                        ModelChip::kCipherKey));
}

TEST(WriteHostKeysPlaintext, RefusesKeysThatDoNotFitTheirType) {
  ScriptedTransport nothing;
  Device device{nothing};
  const Fixed<32> bytes{};
  for (const std::size_t wrong : {0U, 15U, 17U, 32U}) {
    const auto key = ByteView{bytes}.first(wrong);
    EXPECT_TRUE(
        write_host_keys_plaintext(device, wire::HostKeyType::kAes128, key, ModelChip::kCipherKey)
            .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(
        write_host_keys_plaintext(device, wire::HostKeyType::kAes128, ModelChip::kMacKey, key)
            .failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(write_host_keys_plaintext(device, wire::HostKeyType::kAes256, bytes,
                                        ByteView{bytes}.first(16))
                  .failed_with(UsageError::kWrongSize));
}

TEST(WriteHostKeysPlaintext, RefusesWhileAHostSessionIsOpen) {
  ModelChip chip;
  Device device{chip};
  testing_support::ScriptedRng no_random;
  crypto_openssl::OpensslCrypto crypto{no_random};
  HostSession session{device, crypto.aes(), crypto.cmac()};
  ASSERT_TRUE(session.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
  EXPECT_TRUE(write_host_keys_plaintext(device, wire::HostKeyType::kAes128, ModelChip::kMacKey,
                                        ModelChip::kCipherKey)
                  .failed_with(UsageError::kAlreadyOpen));
  EXPECT_EQ(chip.count(0x1F07), 0U);
}

TEST(WriteHostKeysPlaintext, PassesOnWhatTheChipSays) {
  ModelChip chip;
  chip.next({.status = Status::kCommandNotAuthorized});
  Device device{chip};
  EXPECT_TRUE(write_host_keys_plaintext(device, wire::HostKeyType::kAes128, ModelChip::kMacKey,
                                        ModelChip::kCipherKey)
                  .failed_with(Status::kCommandNotAuthorized));
}

}  // namespace
}  // namespace stsafe::host
