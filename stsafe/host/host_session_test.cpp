#include "stsafe/host/host_session.h"

#include <gtest/gtest.h>

#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "tests/support/model_chip.h"

// Opening, closing, and which commands go through a session.
namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

class HostSessionTest : public testing::Test {
 protected:
  Result<void> open() {
    return session_.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey);
  }
  /// Makes Echo's rule demand the session, with these encryption flags.
  void demand(std::uint8_t flags) {
    chip_.encrypt_command = (flags & 2) != 0;
    chip_.encrypt_response = (flags & 1) != 0;
    chip_.next({.payload = to_bytes("01 03 00 60 01"_hex)});
    chip_.next({.payload = Bytes{std::byte{0}, std::byte{1}, std::byte{0}, std::byte{3},
                                 std::byte{flags}}});
    ASSERT_TRUE(device_.initialise());
  }
  Result<wire::Echo::Response> echo(ByteView message = kMessage) {
    return device_.call(wire::Echo{wire::Tail{message}});
  }

  static constexpr auto kMessage = "A1A2A3"_hex;
  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
};

TEST_F(HostSessionTest, OpensAtTheCountOfTheChip) {
  chip_.counter = 0x01020304;
  ASSERT_TRUE(open());
  EXPECT_TRUE(session_.is_open());
  EXPECT_EQ(device_.session(), &session_);
  EXPECT_EQ(session_.counter().raw(), 0x01020304U);
}

TEST_F(HostSessionTest, NeedsHostKeysOnTheChip) {
  chip_.has_host_keys = false;
  EXPECT_TRUE(open().failed_with(ChannelError::kNoHostKeys));
  EXPECT_FALSE(session_.is_open());
}

TEST_F(HostSessionTest, NeedsHostKeysOfTheSameSize) {
  const Fixed<32> long_key{};
  EXPECT_TRUE(session_.open(wire::HostKeyType::kAes256, long_key, long_key)
                  .failed_with(ChannelError::kWrongKeyType));
  EXPECT_FALSE(session_.is_open());
}

TEST_F(HostSessionTest, RefusesKeysThatDoNotFitTheirType) {
  EXPECT_TRUE(session_.open(wire::HostKeyType::kAes256, ModelChip::kMacKey, ModelChip::kCipherKey)
                  .failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(HostSessionTest, IsTheOnlyOneOfItsDevice) {
  ASSERT_TRUE(open());
  EXPECT_TRUE(open().failed_with(UsageError::kAlreadyOpen));
  HostSession second{device_, crypto_.aes(), crypto_.cmac()};
  EXPECT_TRUE(second.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey)
                  .failed_with(UsageError::kAlreadyOpen));
  EXPECT_TRUE(session_.is_open());
}

TEST_F(HostSessionTest, PassesOnAnErrorOfTheQuery) {
  chip_.always(wire::Opcode{ModelChip::kQueryCounter}, {.lost_request = BusError::kIo});
  EXPECT_TRUE(open().failed_with(BusError::kIo));
  EXPECT_FALSE(session_.is_open());
}

TEST_F(HostSessionTest, ClosesAsOftenAsWanted) {
  session_.close();
  ASSERT_TRUE(open());
  session_.close();
  session_.close();
  EXPECT_FALSE(session_.is_open());
  EXPECT_EQ(device_.session(), nullptr);
  EXPECT_TRUE(open());
}

TEST_F(HostSessionTest, ClosesAtTheEndOfItsLife) {
  {
    HostSession session{device_, crypto_.aes(), crypto_.cmac()};
    ASSERT_TRUE(
        session.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
  }
  EXPECT_EQ(device_.session(), nullptr);
}

TEST_F(HostSessionTest, ThatIsClosedLeavesTheOpenOneAlone) {
  ASSERT_TRUE(open());
  {
    const HostSession other{device_, crypto_.aes(), crypto_.cmac()};
  }
  EXPECT_TRUE(session_.is_open());
}

TEST_F(HostSessionTest, IsLeftOutUnlessTheChipDemandsIt) {
  ASSERT_TRUE(open());
  EXPECT_TRUE(echo());
  EXPECT_EQ(session_.counter().raw(), 0x41U);
  EXPECT_FALSE(chip_.was_protected.back());
}

TEST_F(HostSessionTest, TakesEveryCommandThatItCanIfWanted) {
  ASSERT_TRUE(open());
  device_.set_protection_policy(ProtectionPolicy::kAlways);
  EXPECT_TRUE(echo());
  EXPECT_TRUE(chip_.was_protected.back());
  EXPECT_TRUE(device_.call(wire::PutSymmetricControlFields{}));
  EXPECT_FALSE(chip_.was_protected.back());
  EXPECT_TRUE(device_.call(wire::Reset{}));
  EXPECT_FALSE(chip_.was_protected.back());
  EXPECT_EQ(session_.counter().raw(), 0x42U);
}

TEST_F(HostSessionTest, TravelsWithEveryCombinationOfEncryption) {
  for (std::uint8_t flags = 0; flags < 4; ++flags) {
    demand(flags);
    ASSERT_TRUE(open());
    chip_.next({.payload = to_bytes("B1B2"_hex)});
    const auto answer = echo();
    ASSERT_TRUE(answer) << int{flags};
    EXPECT_EQ(hex(answer->message.bytes()), "b1b2");
    EXPECT_EQ(hex(chip_.payloads.back()), hex(kMessage));
    session_.close();
  }
}

TEST_F(HostSessionTest, AcceptsAnEmptyAnswerWithEncryption) {
  demand(3);
  ASSERT_TRUE(open());
  const auto answer = echo();
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->message.bytes().empty());
}

TEST_F(HostSessionTest, IsMissedOnceClosed) {
  demand(0);
  ASSERT_TRUE(open());
  session_.close();
  EXPECT_TRUE(echo().failed_with(ChannelError::kNoSession));
  EXPECT_EQ(chip_.count(0x00), 0U);
}

// 752 bytes with C-MAC and CRC; encrypted, 46 whole blocks of which one byte at least is padding.
TEST_F(HostSessionTest, LeavesRoomForItsMacAndPadding) {
  const Bytes message(752);
  demand(0);
  ASSERT_TRUE(open());
  EXPECT_TRUE(echo(ByteView{message}.first(745)));
  EXPECT_TRUE(echo(ByteView{message}.first(746)).failed_with(LinkError::kFrameTooLong));
  session_.close();
  demand(2);
  ASSERT_TRUE(open());
  EXPECT_TRUE(echo(ByteView{message}.first(735)));
  EXPECT_TRUE(echo(ByteView{message}.first(736)).failed_with(LinkError::kFrameTooLong));
  EXPECT_EQ(session_.counter().raw(), chip_.counter);
}

}  // namespace
}  // namespace stsafe::host
