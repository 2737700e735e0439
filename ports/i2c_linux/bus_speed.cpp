#include "ports/i2c_linux/bus_speed.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <array>
#include <fstream>

namespace stsafe::i2c_linux {

std::optional<std::uint32_t> bus_speed(const std::string& path, const std::string& sysfs) {
  struct stat info{};
  if (stat(path.c_str(), &info) != 0 || !S_ISCHR(info.st_mode)) return std::nullopt;
  const auto device =
      std::to_string(major(info.st_rdev)) + ":" + std::to_string(minor(info.st_rdev));
  // The device of the file is the adapter; cells of a device tree are big-endian.
  std::ifstream file{sysfs + "/dev/char/" + device + "/device/of_node/clock-frequency",
                     std::ios::binary};
  std::array<char, 4> cell{};
  if (!file.read(cell.data(), cell.size())) return std::nullopt;
  std::uint32_t speed = 0;
  for (const char byte : cell) speed = (speed << 8) | static_cast<unsigned char>(byte);
  return speed;
}

}  // namespace stsafe::i2c_linux
