#include "apps/devices/i2c_board.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "apps/devices/simulated_board.h"
#include "apps/text/advice.h"
#include "stsafe/base/hex.h"
#include "stsafe/host/device.h"
#include "stsafe/wire/commands/device.h"
#include "tests/support/fake_adapter.h"
#include "tests/support/temporary_folder.h"

// What a person is told of each thing that can be wrong with a bus, and that it comes in time.
namespace stsafe::devices::i2c_board_test {
namespace {

using testing_support::FakeAdapter;

class I2cBoardTest : public testing::Test {
 protected:
  /// What the constructor throws.
  std::string failure(const std::string& path = "/dev/i2c-1") {
    try {
      I2cBoard board{{.path = path}, clock_, detail_, adapter_.calls()};
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::kBus);
      return failure.what();
    }
    return "opened";
  }
  /// One command, whose answer is without payload.
  Result<void> reset() {
    I2cBoard board{{.path = "/dev/i2c-1"}, clock_, detail_, adapter_.calls()};
    host::Device device{board};
    const auto done = device.call(wire::Reset{});
    return done ? Result<void>{} : Result<void>{done.error()};
  }
  /// The bus answers reads with these bytes, FF behind them.
  void answer(ByteView bytes) {
    adapter_.serve = [bytes](i2c_msg& message) {
      if ((message.flags & I2C_M_RD) == 0) return 0;
      for (std::size_t i = 0; i < message.len; ++i) {
        message.buf[i] = i < bytes.size() ? std::to_integer<__u8>(bytes[i]) : 0xFF;
      }
      return 0;
    };
  }
  /// The bus acknowledges writes only.
  void never_answer(int code) {
    adapter_.serve = [code](i2c_msg& message) {
      return (message.flags & I2C_M_RD) != 0 ? code : 0;
    };
  }

  FakeAdapter adapter_;
  link::VirtualClock clock_;
  std::shared_ptr<std::string> detail_ = std::make_shared<std::string>("left over");
};

TEST_F(I2cBoardTest, TalksToTheChip) {
  // Protocol part 01, section 1.11.
  constexpr auto kDone = "00 00 02 F0 78"_hex;
  answer(kDone);
  EXPECT_TRUE(reset());
  EXPECT_EQ(*detail_, "");
  ASSERT_EQ(adapter_.messages.size(), 2U);
  EXPECT_EQ(testing_support::hex(adapter_.messages[0].written), "01e1f1");
  EXPECT_EQ(adapter_.num_locks, 1);
}

// The whole way, with the simulated chip at the other end.
TEST_F(I2cBoardTest, LearnsASimulatedChipsAccessRights) {
  SimulatedBoard simulated{1};
  adapter_.serve = [&simulated](i2c_msg& message) {
    const std::span data{reinterpret_cast<std::byte*>(message.buf), message.len};
    const auto address = static_cast<std::uint8_t>(message.addr);
    const auto done = (message.flags & I2C_M_RD) != 0 ? simulated.bus().read(address, data)
                                                      : simulated.bus().write(address, data);
    return done ? 0 : ENXIO;
  };
  I2cBoard board{{.path = "/dev/i2c-1"}, simulated.clock(), detail_, adapter_.calls()};
  host::Device device{board};
  EXPECT_TRUE(device.initialise());
  EXPECT_EQ(*detail_, "");
  EXPECT_FALSE(adapter_.is_locked);
}

TEST_F(I2cBoardTest, TellsOfABusThatIsMissing) {
  adapter_.open_code = ENOENT;
  EXPECT_EQ(failure(),
            "I2C bus '/dev/i2c-1': there is no such bus; load the kernel's module with 'modprobe "
            "i2c-dev', and see 'i2cdetect -l' for the buses that there are");
}

TEST_F(I2cBoardTest, NamesNeitherRootsGroupNorOneThatHasNoRight) {
  adapter_.open_code = EACCES;
  const testing_support::TemporaryFolder folder;
  const auto file = folder.file("bus");
  std::ofstream{file} << "";
  ASSERT_EQ(chmod(file.c_str(), 0040), 0);
  const auto advice = "': no permission to use it; install the udev rule in docs/linux-i2c.md";
  EXPECT_EQ(failure(file), "I2C bus '" + file + advice);
  EXPECT_EQ(failure(folder.file("none")), "I2C bus '" + folder.file("none") + advice);
  if (geteuid() != 0) GTEST_SKIP() << "only root makes files of root's group";
  ASSERT_EQ(chmod(file.c_str(), 0060), 0);
  ASSERT_EQ(chown(file.c_str(), 0, 0), 0);
  EXPECT_EQ(failure(file), "I2C bus '" + file + advice);
}

TEST_F(I2cBoardTest, NamesTheGroupThatMayUseABus) {
  adapter_.open_code = EACCES;
  const testing_support::TemporaryFolder folder;
  const auto file = folder.file("bus");
  std::ofstream{file} << "";
  ASSERT_EQ(chmod(file.c_str(), 0060), 0);
  constexpr gid_t nobodys = 54321;  // has no name
  const auto group = geteuid() == 0 ? nobodys : getegid();
  ASSERT_EQ(chown(file.c_str(), geteuid(), group), 0);
  struct stat facts{};
  ASSERT_EQ(stat(file.c_str(), &facts), 0);
  const auto* named = getgrgid(facts.st_gid);
  const auto name = named == nullptr ? std::to_string(facts.st_gid) : named->gr_name;
  EXPECT_EQ(failure(file), "I2C bus '" + file + "': no permission to use it; join its group '" +
                               name + "', or install the udev rule in docs/linux-i2c.md");
}

// As the preload library shows the bus socket of another user.
TEST_F(I2cBoardTest, GivesNoAdviceForAFileThatIsItsUsersOwn) {
  adapter_.open_code = EACCES;
  const testing_support::TemporaryFolder folder;
  const auto file = folder.file("bus");
  std::ofstream{file} << "";
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  EXPECT_EQ(failure(file), "I2C bus '" + file + "': no permission to use it");
}

TEST_F(I2cBoardTest, TellsOfAFileThatIsNoBus) {
  adapter_.functions_code = ENOTTY;
  EXPECT_EQ(failure(), "I2C bus '/dev/i2c-1': it is no I2C bus; name a file like /dev/i2c-1");
}

TEST_F(I2cBoardTest, TellsOfAnAdapterThatOnlySpeaksSmbus) {
  adapter_.functions = I2C_FUNC_SMBUS_BYTE;
  EXPECT_EQ(failure(),
            "I2C bus '/dev/i2c-1': its adapter can do SMBus only, whose messages are too short for "
            "the chip; use another adapter");
}

TEST_F(I2cBoardTest, TellsWhatElseFailedInOpening) {
  adapter_.open_code = EMFILE;
  EXPECT_EQ(failure(), "I2C bus '/dev/i2c-1': it cannot be opened (Too many open files)");
}

TEST_F(I2cBoardTest, TellsThatNobodyAcknowledgesTheAddress) {
  adapter_.serve = [](i2c_msg&) { return EREMOTEIO; };
  EXPECT_TRUE(reset().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(*detail_, "/dev/i2c-1, address 0x20: write of 3 bytes: Remote I/O error");
  EXPECT_LE(clock_.now(), std::chrono::seconds{2});
}

TEST_F(I2cBoardTest, TellsThatTheChipNeverAnswers) {
  for (const int code : {ENXIO, EREMOTEIO, EIO}) {
    const auto begin = clock_.now();
    never_answer(code);
    EXPECT_TRUE(reset().failed_with(LinkError::kNoAnswer));
    EXPECT_TRUE(detail_->starts_with("/dev/i2c-1, address 0x20: read of 5 bytes: ")) << *detail_;
    EXPECT_LE(clock_.now() - begin, std::chrono::seconds{3});
  }
}

TEST_F(I2cBoardTest, TellsThatTheChipAnswersGarbage) {
  struct Case {
    Fixed<5> bytes;
    Error error;
  };
  for (const auto& one : {Case{"FF FF FF FF FF"_hex, LinkError::kBadLength},
                          Case{"00 00 00 00 00"_hex, LinkError::kBadLength},
                          Case{"00 00 02 12 34"_hex, LinkError::kBadChecksum}}) {
    const auto begin = clock_.now();
    answer(one.bytes);
    EXPECT_TRUE(reset().failed_with(one.error));
    EXPECT_EQ(*detail_, "/dev/i2c-1, address 0x20");
    EXPECT_FALSE(text::advice(one.error).empty());
    EXPECT_LE(clock_.now() - begin, std::chrono::seconds{3});
  }
}

TEST_F(I2cBoardTest, TellsWhatTheAdapterReports) {
  struct Case {
    int code;
    BusError error;
    std::string words;
  };
  for (const auto& one :
       {Case{EOPNOTSUPP, BusError::kMessageTooLong, "Operation not supported"},
        Case{EINVAL, BusError::kMessageTooLong, "Invalid argument"},
        Case{ETIMEDOUT, BusError::kTimeout, "Connection timed out"},
        Case{EAGAIN, BusError::kArbitrationLost, "Resource temporarily unavailable"},
        Case{EIO, BusError::kIo, "Input/output error"}}) {
    adapter_.serve = [&one](i2c_msg&) { return one.code; };
    EXPECT_TRUE(reset().failed_with(one.error));
    EXPECT_EQ(*detail_, "/dev/i2c-1, address 0x20: write of 3 bytes: " + one.words);
    EXPECT_FALSE(text::advice(one.error).empty());
  }
  EXPECT_EQ(clock_.now(), link::Microseconds{0});
}

TEST_F(I2cBoardTest, TellsWhoUsesTheChip) {
  adapter_.lock_code = EAGAIN;
  adapter_.lock_holder = 4711;
  EXPECT_TRUE(reset().failed_with(BusError::kInUse));
  EXPECT_EQ(*detail_, "/dev/i2c-1, address 0x20: process 4711 (other-program) uses it");
  adapter_.lock_holder = 4712;
  EXPECT_TRUE(reset().failed_with(BusError::kInUse));
  EXPECT_EQ(*detail_, "/dev/i2c-1, address 0x20: process 4712 uses it");
  adapter_.lock_holder = 0;
  EXPECT_TRUE(reset().failed_with(BusError::kInUse));
  EXPECT_EQ(*detail_, "/dev/i2c-1, address 0x20: who uses it cannot be told");
  EXPECT_TRUE(adapter_.messages.empty());
}

TEST_F(I2cBoardTest, DescribesItself) {
  I2cBoard board{{.path = "/dev/i2c-1", .address = 0x21}, clock_, detail_, adapter_.calls()};
  EXPECT_EQ(board.describe(), "/dev/i2c-1, address 0x21, bit rate not known");
}

}  // namespace
}  // namespace stsafe::devices::i2c_board_test
