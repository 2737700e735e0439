#include "stsafe/link/direct_bus.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::link {
namespace {

/// Writes down its events, and refuses what it is told to.
class RecordingTarget final : public I2cTarget {
 public:
  bool on_start(std::uint8_t address, bool read) override {
    events += read ? "R" : "W";
    return address == kDefaultI2cAddress;
  }
  bool on_write(std::byte) override {
    events += "b";
    return num_bytes++ < capacity;
  }
  std::byte on_read() override {
    events += "r";
    return std::byte{0x5A};
  }
  void on_stop() override { events += "."; }

  std::string events;
  int capacity = 100;
  int num_bytes = 0;
};

TEST(DirectBus, TurnsAWriteIntoEvents) {
  RecordingTarget target;
  DirectBus bus{target};
  EXPECT_TRUE(bus.write(kDefaultI2cAddress, "010203"_hex));
  EXPECT_EQ(target.events, "Wbbb.");
}

TEST(DirectBus, TurnsAReadIntoEvents) {
  RecordingTarget target;
  DirectBus bus{target};
  Fixed<2> data{};
  EXPECT_TRUE(bus.read(kDefaultI2cAddress, data));
  EXPECT_EQ(data, "5A5A"_hex);
  EXPECT_EQ(target.events, "Rrr.");
}

TEST(DirectBus, ReportsAnAddressThatNobodyAcknowledges) {
  RecordingTarget target;
  DirectBus bus{target};
  Fixed<2> data{};
  EXPECT_TRUE(bus.write(0x21, "01"_hex).failed_with(BusError::kNack));
  EXPECT_TRUE(bus.read(0x21, data).failed_with(BusError::kNack));
  EXPECT_EQ(target.events, "WR");
}

TEST(DirectBus, EndsAWriteAtTheByteThatIsRefused) {
  RecordingTarget target;
  target.capacity = 1;
  DirectBus bus{target};
  EXPECT_TRUE(bus.write(kDefaultI2cAddress, "010203"_hex).failed_with(BusError::kNack));
  EXPECT_EQ(target.events, "Wbb.");
}

TEST(DirectBus, WakesWithAnAddressAlone) {
  RecordingTarget target;
  DirectBus bus{target};
  EXPECT_TRUE(bus.write(kDefaultI2cAddress, {}));
  EXPECT_EQ(target.events, "W.");
}

}  // namespace
}  // namespace stsafe::link
