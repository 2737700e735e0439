#include "ports/i2c_linux/bus_speed.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace stsafe::i2c_linux::bus_speed_test {
namespace {

namespace fs = std::filesystem;

/// A /sys in which /dev/null, device 1:3, is an adapter with a node in the device tree.
class BusSpeed : public testing::Test {
 protected:
  ~BusSpeed() override { fs::remove_all(sysfs_); }
  void write_property(std::string_view bytes) const {
    const auto node = sysfs_ / "dev/char/1:3/device/of_node";
    fs::create_directories(node);
    std::ofstream{node / "clock-frequency", std::ios::binary} << bytes;
  }
  fs::path sysfs_ = testing::TempDir() + "stsafe_sysfs_" + std::to_string(getpid());
};

TEST_F(BusSpeed, IsReadFromTheDeviceTree) {
  write_property({"\x00\x06\x1A\x80", 4});
  EXPECT_EQ(bus_speed("/dev/null", sysfs_), 400'000U);
}

TEST_F(BusSpeed, IsUnknownWhereTheKernelDoesNotTell) {
  EXPECT_FALSE(bus_speed("/dev/null", sysfs_));
  write_property({"\x00\x06\x1A", 3});
  EXPECT_FALSE(bus_speed("/dev/null", sysfs_));
}

TEST_F(BusSpeed, IsUnknownForWhatIsNoDevice) {
  EXPECT_FALSE(bus_speed("/nonexistent"));
  EXPECT_FALSE(bus_speed("/"));
}

}  // namespace
}  // namespace stsafe::i2c_linux::bus_speed_test
