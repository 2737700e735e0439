#include "apps/i2c-preload/i2c_dev.h"

#include <gtest/gtest.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>

#include <cerrno>
#include <climits>
#include <vector>

#include "stsafe/base/hex.h"
#include "tests/support/bytes.h"

// What is expected is what the kernel documents: i2c/dev-interface, i2c/fault-codes.
namespace stsafe::i2c_preload {
namespace {

using link::I2cMessage;
using link::I2cOutcome;
using link::Nack;
using testing_support::Bytes;
using testing_support::hex;

class I2cDevs : public testing::Test {
 protected:
  long control(unsigned long request, unsigned long argument) {
    return device_.control(request, reinterpret_cast<void*>(argument));
  }
  long transfer(std::vector<i2c_msg> messages) {
    i2c_rdwr_ioctl_data all{.msgs = messages.data(), .nmsgs = static_cast<__u32>(messages.size())};
    return device_.control(I2C_RDWR, &all);
  }
  long smbus(std::uint8_t read_write, std::uint8_t command, std::uint32_t size,
             i2c_smbus_data* data) {
    i2c_smbus_ioctl_data asked{
        .read_write = read_write, .command = command, .size = size, .data = data};
    return device_.control(I2C_SMBUS, &asked);
  }

  /// Writes down what is asked for, and answers reads with A1, A2 and so on.
  Result<I2cOutcome> carry_out(link::I2cTransaction transaction) {
    for (const auto& message : transaction) {
      seen_ += message.is_read ? "R" : "W";
      seen_ += hex(Bytes{std::byte{message.address}}) + ":" + hex(message.written);
      auto next = std::byte{0xA0};
      for (auto& byte : message.read) byte = next = std::byte(std::to_integer<int>(next) + 1);
      seen_ += std::to_string(message.read.size()) + " ";
    }
    if (!outcome_) return outcome_.error();
    auto outcome = *outcome_;
    if (outcome.nack == Nack::kNone) outcome.num_messages = transaction.size();
    return outcome;
  }

  std::string seen_;
  Result<I2cOutcome> outcome_ = I2cOutcome{};
  I2cDev device_{[this](link::I2cTransaction asked) { return carry_out(asked); }};
  Bytes data_ = Bytes(3);
};

TEST_F(I2cDevs, ReadAndWriteAtTheAddressThatWasSet) {
  EXPECT_EQ(control(I2C_SLAVE, 0x20), 0);
  EXPECT_EQ(device_.write("0102"_hex), 2);
  EXPECT_EQ(device_.read(data_), 3);
  EXPECT_EQ(control(I2C_SLAVE_FORCE, 0x21), 0);
  EXPECT_EQ(device_.write({}), 0);
  EXPECT_EQ(seen_, "W20:01020 R20:3 W21:0 ");
  EXPECT_EQ(hex(data_), "a1a2a3");
}

TEST_F(I2cDevs, TakeNoMoreThanTheDriverAtOnce) {
  Bytes many(10'000);
  EXPECT_EQ(device_.write(many), 8192);
  EXPECT_EQ(device_.read(many), 8192);
}

TEST_F(I2cDevs, RefuseAnAddressOfMoreThanSevenBits) {
  EXPECT_EQ(control(I2C_SLAVE, 0x80), -EINVAL);
  EXPECT_EQ(control(I2C_TENBIT, 1), -EINVAL);
  EXPECT_EQ(control(I2C_TENBIT, 0), 0);
}

TEST_F(I2cDevs, CarryMessagesOutInOneTransaction) {
  Bytes written{std::byte{0x0A}, std::byte{0x0B}};
  auto* out = reinterpret_cast<__u8*>(written.data());
  auto* in = reinterpret_cast<__u8*>(data_.data());
  EXPECT_EQ(transfer({{.addr = 0x20, .flags = 0, .len = 2, .buf = out},
                      {.addr = 0x20, .flags = I2C_M_RD, .len = 3, .buf = in}}),
            2);
  EXPECT_EQ(seen_, "W20:0a0b0 R20:3 ");
  EXPECT_EQ(hex(data_), "a1a2a3");
}

TEST_F(I2cDevs, RefuseMessagesThatTheDriverRefuses) {
  std::vector<__u8> room(9000);
  EXPECT_EQ(device_.control(I2C_RDWR, nullptr), -EFAULT);
  EXPECT_EQ(transfer({}), -EINVAL);
  EXPECT_EQ(transfer(std::vector<i2c_msg>(43)), -EINVAL);
  EXPECT_EQ(transfer({{.addr = 0x20, .flags = 0, .len = 8193, .buf = room.data()}}), -EINVAL);
  EXPECT_EQ(transfer({{.addr = 0x80, .flags = 0, .len = 1, .buf = room.data()}}), -EINVAL);
  EXPECT_EQ(transfer({{.addr = 0x20, .flags = 0, .len = 1, .buf = nullptr}}), -EFAULT);
  for (const int flag : {I2C_M_TEN, I2C_M_NOSTART, I2C_M_IGNORE_NAK, I2C_M_RECV_LEN}) {
    const auto flags = static_cast<__u16>(flag);
    EXPECT_EQ(transfer({{.addr = 0x20, .flags = flags, .len = 1, .buf = room.data()}}),
              -EOPNOTSUPP);
  }
  EXPECT_EQ(seen_, "");
  EXPECT_EQ(transfer(std::vector<i2c_msg>(42)), 42);
}

TEST_F(I2cDevs, SayWhatFailedAsTheKernelDoes) {
  outcome_ = I2cOutcome{.nack = Nack::kAddress};
  EXPECT_EQ(device_.write("01"_hex), -ENXIO);
  EXPECT_EQ(device_.read(data_), -ENXIO);
  EXPECT_EQ(transfer({{.addr = 0x20, .flags = 0, .len = 0, .buf = nullptr}}), -ENXIO);
  EXPECT_EQ(smbus(I2C_SMBUS_WRITE, 0, I2C_SMBUS_QUICK, nullptr), -ENXIO);
  outcome_ = I2cOutcome{.nack = Nack::kByte};
  EXPECT_EQ(device_.write("01"_hex), -EIO);
  outcome_ = BusError::kUnavailable;
  EXPECT_EQ(device_.write("01"_hex), -ENODEV);
  outcome_ = BusError::kTimeout;
  EXPECT_EQ(device_.write("01"_hex), -ETIMEDOUT);
  outcome_ = BusError::kIo;
  EXPECT_EQ(device_.write("01"_hex), -EIO);
  outcome_ = UsageError::kOutOfRange;
  EXPECT_EQ(device_.write("01"_hex), -EOPNOTSUPP);
}

TEST_F(I2cDevs, FindDevicesWithSmbus) {
  unsigned long functions = 0;
  EXPECT_EQ(device_.control(I2C_FUNCS, &functions), 0);
  EXPECT_EQ(functions, 0x00070001UL);  // I2C, quick, read and write byte: linux/i2c.h
  EXPECT_EQ(device_.control(I2C_FUNCS, nullptr), -EFAULT);
  EXPECT_EQ(control(I2C_SLAVE, 0x20), 0);
  i2c_smbus_data data{};
  EXPECT_EQ(smbus(I2C_SMBUS_WRITE, 0, I2C_SMBUS_QUICK, nullptr), 0);
  EXPECT_EQ(smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_QUICK, nullptr), 0);
  EXPECT_EQ(smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_BYTE, &data), 0);
  EXPECT_EQ(data.byte, 0xA1);
  EXPECT_EQ(smbus(I2C_SMBUS_WRITE, 0x5A, I2C_SMBUS_BYTE, nullptr), 0);
  EXPECT_EQ(seen_, "W20:0 R20:0 R20:1 W20:5a0 ");
}

TEST_F(I2cDevs, RefuseWhatElseThereIsOfSmbus) {
  i2c_smbus_data data{};
  EXPECT_EQ(device_.control(I2C_SMBUS, nullptr), -EFAULT);
  EXPECT_EQ(smbus(2, 0, I2C_SMBUS_BYTE, &data), -EINVAL);
  EXPECT_EQ(smbus(I2C_SMBUS_READ, 0, 9, &data), -EINVAL);
  EXPECT_EQ(smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_BYTE, nullptr), -EINVAL);
  EXPECT_EQ(smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_BYTE_DATA, &data), -EOPNOTSUPP);
  EXPECT_EQ(control(I2C_PEC, 1), 0);
  EXPECT_EQ(smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_BYTE, &data), -EOPNOTSUPP);
  EXPECT_EQ(seen_, "");
}

TEST_F(I2cDevs, TakeTimeoutsAndRetriesAndNothingUnknown) {
  EXPECT_EQ(control(I2C_TIMEOUT, 100), 0);
  EXPECT_EQ(control(I2C_RETRIES, 3), 0);
  EXPECT_EQ(control(I2C_TIMEOUT, 1UL + INT_MAX), -EINVAL);
  EXPECT_EQ(control(I2C_RETRIES, 1UL + INT_MAX), -EINVAL);
  EXPECT_EQ(control(0x0799, 0), -ENOTTY);
}

}  // namespace
}  // namespace stsafe::i2c_preload
