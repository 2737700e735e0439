#include "ports/i2c_linux/linux_i2c_bus.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "stsafe/base/hex.h"
#include "tests/support/fake_adapter.h"

namespace stsafe::i2c_linux {
namespace {

using testing_support::Bytes;
using testing_support::FakeAdapter;
using testing_support::hex;
using testing_support::to_bytes;

constexpr std::uint8_t kAddress = 0x20;
constexpr auto kFrame = "00 61626364 90C2"_hex;

class LinuxI2cBusTest : public testing::Test {
 protected:
  LinuxI2cBusTest() { EXPECT_TRUE(bus_.open("/dev/i2c-1")); }
  std::size_t num_transfers() const { return adapter_.messages.size(); }

  FakeAdapter adapter_;
  std::atomic<bool> cancelled_{false};
  LinuxI2cBus bus_{{.max_repeats = 3, .cancelled = &cancelled_}, adapter_.calls()};
};

TEST_F(LinuxI2cBusTest, SetsTheBoundsOfTheAdapter) {
  using Settings = std::vector<std::pair<unsigned long, unsigned long>>;
  EXPECT_EQ(adapter_.path, "/dev/i2c-1");
  EXPECT_EQ(adapter_.settings, (Settings{{I2C_TIMEOUT, 100}, {I2C_RETRIES, 0}}));
}

TEST_F(LinuxI2cBusTest, WritesAFrameInOneTransaction) {
  EXPECT_TRUE(bus_.write(kAddress, kFrame));
  const FakeAdapter::Message expected{kAddress, false, kFrame.size(), to_bytes(kFrame)};
  EXPECT_EQ(adapter_.messages, std::vector{expected});
}

TEST_F(LinuxI2cBusTest, ReadsAnAnswerInOneTransaction) {
  adapter_.serve = [](i2c_msg& message) {
    for (int i = 0; i < message.len; ++i) message.buf[i] = static_cast<__u8>(0xA0 + i);
    return 0;
  };
  Fixed<5> data{};
  EXPECT_TRUE(bus_.read(kAddress, data));
  EXPECT_EQ(hex(data), hex("A0A1A2A3A4"_hex));
  EXPECT_EQ(adapter_.messages, (std::vector{FakeAdapter::Message{kAddress, true, 5, {}}}));
}

TEST_F(LinuxI2cBusTest, CarriesTheLongestFrame) {
  const Bytes longest(756);
  EXPECT_TRUE(bus_.write(kAddress, longest));
  EXPECT_EQ(adapter_.messages.front().size, 756U);
}

TEST_F(LinuxI2cBusTest, RefusesWhatTheKernelWould) {
  Bytes data(8193);
  EXPECT_TRUE(bus_.write(kAddress, data).failed_with(BusError::kMessageTooLong));
  EXPECT_TRUE(bus_.read(kAddress, data).failed_with(BusError::kMessageTooLong));
  EXPECT_EQ(num_transfers(), 0U);
}

TEST_F(LinuxI2cBusTest, PassesOnErrorsAtOnce) {
  Fixed<5> data{};
  for (const int code : {ENXIO, EREMOTEIO, EIO, ETIMEDOUT, EBUSY, EOPNOTSUPP, EMSGSIZE, EINVAL,
                         ENODEV, ESHUTDOWN, EPROTO}) {
    adapter_.messages.clear();
    adapter_.transfer_codes = {code, code};
    EXPECT_TRUE(bus_.write(kAddress, kFrame).failed_with(bus_error(code, Direction::kWrite)));
    EXPECT_TRUE(bus_.read(kAddress, data).failed_with(bus_error(code, Direction::kRead)));
    EXPECT_EQ(num_transfers(), 2U) << code;
  }
}

TEST_F(LinuxI2cBusTest, RepeatsWhatLostArbitration) {
  Fixed<5> data{};
  adapter_.transfer_codes = {EAGAIN, EAGAIN, EAGAIN, 0, EAGAIN, 0};
  EXPECT_TRUE(bus_.write(kAddress, kFrame));
  EXPECT_TRUE(bus_.read(kAddress, data));
  EXPECT_EQ(num_transfers(), 6U);
}

TEST_F(LinuxI2cBusTest, GivesUpOnArbitrationAfterTheAllowedRepeats) {
  adapter_.transfer_codes = {EAGAIN, EAGAIN, EAGAIN, EAGAIN, 0};
  EXPECT_TRUE(bus_.write(kAddress, kFrame).failed_with(BusError::kArbitrationLost));
  EXPECT_EQ(num_transfers(), 4U);
}

TEST_F(LinuxI2cBusTest, RepeatsAnInterruptedReadButNotForEver) {
  Fixed<5> data{};
  adapter_.transfer_codes = {EINTR, EINTR, 0};
  EXPECT_TRUE(bus_.read(kAddress, data));
  EXPECT_EQ(num_transfers(), 3U);
  adapter_.transfer_codes = {EINTR, EINTR, EINTR, EINTR, EINTR};
  EXPECT_TRUE(bus_.read(kAddress, data).failed_with(BusError::kIo));
  EXPECT_EQ(num_transfers(), 7U);
}

// The chip may have the frame, and would execute it twice.
TEST_F(LinuxI2cBusTest, DoesNotRepeatAnInterruptedWrite) {
  adapter_.transfer_codes = {EINTR, 0};
  EXPECT_TRUE(bus_.write(kAddress, kFrame).failed_with(BusError::kIo));
  EXPECT_EQ(num_transfers(), 1U);
}

TEST_F(LinuxI2cBusTest, TakesATransactionThatWasNotDoneForAFailure) {
  auto calls = adapter_.calls();
  calls.transfer = [](int, i2c_msg&) { return 0; };
  LinuxI2cBus bus{{}, calls};
  ASSERT_TRUE(bus.open("/dev/i2c-1"));
  EXPECT_TRUE(bus.write(kAddress, kFrame).failed_with(BusError::kIo));
}

TEST_F(LinuxI2cBusTest, BeginsNothingOnceCancelled) {
  Fixed<5> data{};
  cancelled_ = true;
  EXPECT_TRUE(bus_.write(kAddress, kFrame).failed_with(BusError::kCancelled));
  EXPECT_TRUE(bus_.read(kAddress, data).failed_with(BusError::kCancelled));
  EXPECT_EQ(num_transfers(), 0U);
}

TEST_F(LinuxI2cBusTest, IsCancelledBetweenRepeats) {
  adapter_.serve = [this](i2c_msg&) {
    cancelled_ = true;
    return EAGAIN;
  };
  EXPECT_TRUE(bus_.write(kAddress, kFrame).failed_with(BusError::kCancelled));
  EXPECT_EQ(num_transfers(), 1U);
}

TEST_F(LinuxI2cBusTest, TellsWhatFailedLast) {
  Fixed<5> data{};
  EXPECT_EQ(bus_.detail(), "");
  adapter_.transfer_codes = {EOPNOTSUPP, EREMOTEIO, 0};
  EXPECT_FALSE(bus_.write(kAddress, kFrame));
  EXPECT_EQ(bus_.detail(), "write of 7 bytes: Operation not supported");
  EXPECT_FALSE(bus_.read(kAddress, data));
  EXPECT_EQ(bus_.detail(), "read of 5 bytes: Remote I/O error");
  EXPECT_TRUE(bus_.read(kAddress, data));
  EXPECT_EQ(bus_.detail(), "");
}

TEST_F(LinuxI2cBusTest, ClosesWhatItOpened) {
  EXPECT_TRUE(bus_.open("/dev/i2c-2"));
  EXPECT_EQ(adapter_.num_open, 1);
  bus_.close();
  bus_.close();
  EXPECT_EQ(adapter_.num_open, 0);
  EXPECT_EQ(bus_.descriptor(), -1);
}

TEST(OpeningAnAdapter, SaysWhyItFails) {
  struct Case {
    int code;
    OpenError error;
  };
  for (const auto& one : {Case{ENOENT, OpenError::kMissing}, Case{ENOTDIR, OpenError::kMissing},
                          Case{ENODEV, OpenError::kMissing}, Case{ENXIO, OpenError::kMissing},
                          Case{EACCES, OpenError::kForbidden}, Case{EPERM, OpenError::kForbidden},
                          Case{EMFILE, OpenError::kFailed}, Case{EISDIR, OpenError::kFailed}}) {
    FakeAdapter adapter;
    adapter.open_code = one.code;
    LinuxI2cBus bus{{}, adapter.calls()};
    EXPECT_TRUE(bus.open("/dev/i2c-1").failed_with(one.error)) << one.code;
    EXPECT_EQ(bus.detail(), std::generic_category().message(one.code));
  }
}

TEST(OpeningAnAdapter, RefusesOneThatOnlySpeaksSmbus) {
  FakeAdapter adapter;
  adapter.functions = I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_BLOCK_DATA;
  LinuxI2cBus bus{{}, adapter.calls()};
  EXPECT_TRUE(bus.open("/dev/i2c-1").failed_with(OpenError::kSmbusOnly));
  EXPECT_EQ(adapter.num_open, 0);
}

TEST(OpeningAnAdapter, RefusesOneThatDoesNotTellWhatItCanDo) {
  FakeAdapter adapter;
  adapter.functions_code = EIO;
  LinuxI2cBus bus{{}, adapter.calls()};
  EXPECT_TRUE(bus.open("/dev/i2c-1").failed_with(OpenError::kFailed));
  EXPECT_EQ(bus.detail(), "Input/output error");
}

TEST(OpeningAnAdapter, GoesOnIfItsBoundsCannotBeSet) {
  FakeAdapter adapter;
  adapter.configure_code = ENOTTY;
  LinuxI2cBus bus{{}, adapter.calls()};
  EXPECT_TRUE(bus.open("/dev/i2c-1"));
  EXPECT_TRUE(bus.write(kAddress, kFrame));
}

// The system's own calls, as far as they go without an adapter.
TEST(OpeningAnAdapter, RefusesFilesThatAreNone) {
  const auto folder = testing::TempDir() + "stsafe_i2c";
  mkdir(folder.c_str(), 0700);
  std::ofstream{folder + "/file"} << "no bus";
  mkfifo((folder + "/fifo").c_str(), 0600);
  LinuxI2cBus bus;
  EXPECT_TRUE(bus.open(folder + "/nothing").failed_with(OpenError::kMissing));
  EXPECT_TRUE(bus.open(folder + "/file/x").failed_with(OpenError::kMissing));
  EXPECT_TRUE(bus.open(folder + "/file").failed_with(OpenError::kNoI2cBus));
  EXPECT_TRUE(bus.open(folder + "/fifo").failed_with(OpenError::kNoI2cBus));
  EXPECT_TRUE(bus.open("/dev/null").failed_with(OpenError::kNoI2cBus));
  EXPECT_TRUE(bus.open(folder).failed_with(OpenError::kFailed));
  EXPECT_EQ(bus.detail(), "Is a directory");
  EXPECT_EQ(bus.descriptor(), -1);
}

TEST(SystemCalls, FailATransferOnWhatIsNoBus) {
  const auto calls = system_calls();
  const int descriptor = calls.open("/dev/null");
  ASSERT_GE(descriptor, 0);
  i2c_msg message{};
  EXPECT_EQ(calls.transfer(descriptor, message), -1);
  EXPECT_EQ(errno, ENOTTY);
  EXPECT_EQ(calls.configure(descriptor, I2C_RETRIES, 0), -1);
  EXPECT_EQ(calls.close(descriptor), 0);
  EXPECT_EQ(calls.transfer(-1, message), -1);
  EXPECT_EQ(errno, EBADF);
}

}  // namespace
}  // namespace stsafe::i2c_linux
