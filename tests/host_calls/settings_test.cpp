#include <gtest/gtest.h>

#include "stsafe/host/echo.h"
#include "stsafe/host/host_key_slot.h"
#include "stsafe/host/host_keys.h"
#include "stsafe/host/host_session.h"
#include "stsafe/host/reset.h"
#include "stsafe/host/slot_control_fields.h"
#include "tests/support/chip_transport.h"

namespace stsafe::settings_test {
namespace {

constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

/// A chip as it is delivered.
class Settings : public testing::Test {
 protected:
  Settings() { chip_.start(); }
  Result<void> open() { return session_.open(wire::HostKeyType::kAes128, kMacKey, kCipherKey); }

  testing_support::PreparedChip chip_;
  testing_support::ChipTransport transport_{chip_};
  host::Device device_{transport_};
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  host::HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
};

TEST_F(Settings, OfASlotHoldUntilTheirChangeRightIsGone) {
  using Fields = wire::SlotControlFields;
  const wire::SlotNumber slot{15};
  EXPECT_EQ(host::read_slot_control_fields(device_, slot)->flags, Fields::kChangeRight);
  const Fields open{.flags = Fields::kPlaintext | Fields::kChangeRight};
  const Fields closed{.flags = Fields::kDerived, .wrapped_authentication_key = 2};
  ASSERT_TRUE(host::put_slot_control_fields(device_, slot, open));
  EXPECT_EQ(*host::read_slot_control_fields(device_, slot), open);
  ASSERT_TRUE(host::put_slot_control_fields(device_, slot, closed));
  EXPECT_TRUE(host::put_slot_control_fields(device_, slot, open)
                  .failed_with(Status::kAccessConditionNotSatisfied));
  EXPECT_EQ(*host::read_slot_control_fields(device_, slot), closed);
  EXPECT_TRUE(host::read_slot_control_fields(device_, wire::SlotNumber{16})
                  .failed_with(Status::kEntryNotFound));
}

TEST_F(Settings, OfTheHostKeysHoldUntilTheirChangeRightIsGone) {
  using Fields = wire::HostKeyControlFields;
  const Fields closed{.flags = Fields::kPlaintext, .authentication_key = 1};
  EXPECT_EQ(host::read_host_key_control_fields(device_)->flags,
            Fields::kPlaintext | Fields::kChangeRight);
  ASSERT_TRUE(host::put_host_key_control_fields(device_, closed));
  EXPECT_TRUE(host::put_host_key_control_fields(device_, {.flags = Fields::kChangeRight})
                  .failed_with(Status::kAccessConditionNotSatisfied));
  EXPECT_EQ(*host::read_host_key_control_fields(device_), closed);
}

TEST_F(Settings, OfOlderChipsOpenASessionToo) {
  EXPECT_FALSE(host::read_host_key_slot(device_)->has_value());
  EXPECT_FALSE(host::read_host_key_slot_v1(device_)->has_value());
  EXPECT_TRUE(
      host::write_host_keys_v1(device_, kMacKey, Fixed<32>{}).failed_with(UsageError::kWrongSize));
  const auto written = host::write_host_keys_v1(device_, kMacKey, kCipherKey);
  ASSERT_TRUE(written) << describe(written.error());
  EXPECT_EQ(*written, host::HostKeyChange::kWritten);
  ASSERT_TRUE(open());
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
  ASSERT_TRUE(host::echo(device_, "010203"_hex));
  const auto state = host::read_host_key_slot(device_);
  ASSERT_TRUE(state);
  EXPECT_EQ((*state)->type, wire::HostKeyType::kAes128);
  EXPECT_EQ((*state)->counter, session_.counter());
  EXPECT_EQ(**host::read_host_key_slot_v1(device_), session_.counter());
}

TEST_F(Settings, SurviveAResetAndSoDoesTheSession) {
  ASSERT_TRUE(
      host::write_host_keys_plaintext(device_, wire::HostKeyType::kAes128, kMacKey, kCipherKey));
  ASSERT_TRUE(open());
  device_.set_protection_policy(host::ProtectionPolicy::kAlways);
  ASSERT_TRUE(host::echo(device_, "01"_hex));
  ASSERT_TRUE(host::reset_device(device_));
  EXPECT_TRUE(host::echo(device_, "02"_hex));
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 0U);
}

}  // namespace
}  // namespace stsafe::settings_test
