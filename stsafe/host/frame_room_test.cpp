#include "stsafe/host/frame_room.h"

#include <gtest/gtest.h>

#include "stsafe/host/host_session.h"
#include "stsafe/wire/commands/device.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::frame_room_test {
namespace {

using testing_support::Bytes;
using testing_support::ModelChip;

constexpr wire::Opcode kEcho{0x00};

class FrameRoomTest : public testing::Test {
 protected:
  /// Opens a session with a chip whose Echo has these encryption flags.
  void open(bool encrypt_command, bool encrypt_response) {
    chip_.encrypt_command = encrypt_command;
    chip_.encrypt_response = encrypt_response;
    const auto flags =
        static_cast<std::byte>((encrypt_command ? 2 : 0) | (encrypt_response ? 1 : 0));
    chip_.always(wire::Opcode{0x1411},
                 {.payload = testing_support::to_bytes("01 03 00 60 01"_hex)});
    chip_.always(wire::Opcode{0x1424},
                 {.payload = {std::byte{0}, std::byte{1}, std::byte{0}, std::byte{3}, flags}});
    ASSERT_TRUE(device_.initialise());
    ASSERT_TRUE(
        session_.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
  }
  /// The room for a command is exact: one byte more does not fit.
  void expect_command_room(std::size_t size) {
    EXPECT_EQ(frame_room(device_, kEcho).command, size);
    const Bytes message(size + 1);
    EXPECT_TRUE(device_.call(wire::Echo{wire::Tail{ByteView{message}.first(size)}}));
    EXPECT_TRUE(
        device_.call(wire::Echo{wire::Tail{message}}).failed_with(LinkError::kFrameTooLong));
  }

  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  ModelChip chip_;
  Device device_{chip_};
  HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
};

TEST_F(FrameRoomTest, IsAllButHeaderAndChecksumWithoutSession) {
  expect_command_room(749);
  EXPECT_EQ(frame_room(device_, kEcho).answer, 747U);
  EXPECT_EQ(frame_room(device_, wire::Opcode{0x1F12}).command, 748U);
}

TEST_F(FrameRoomTest, LeavesRoomForMacs) {
  open(false, false);
  device_.set_protection_policy(ProtectionPolicy::kAlways);
  expect_command_room(745);
  EXPECT_EQ(frame_room(device_, kEcho).answer, 743U);
}

TEST_F(FrameRoomTest, LeavesRoomForPaddingOfTheCommand) {
  open(true, false);
  expect_command_room(735);
  EXPECT_EQ(frame_room(device_, kEcho).answer, 743U);
}

TEST_F(FrameRoomTest, LeavesRoomForPaddingOfTheAnswer) {
  open(false, true);
  expect_command_room(745);
  EXPECT_EQ(frame_room(device_, kEcho).answer, 735U);
}

TEST_F(FrameRoomTest, IsWholeForCommandsThatAreNeverProtected) {
  open(true, true);
  EXPECT_EQ(frame_room(device_, wire::Opcode{0x14}).command, 749U);
}

}  // namespace
}  // namespace stsafe::host::frame_room_test
