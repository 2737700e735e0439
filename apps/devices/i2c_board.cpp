#include "apps/devices/i2c_board.h"

#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "ports/i2c_linux/bus_speed.h"

namespace stsafe::devices {
namespace {

using i2c_linux::OpenError;

/// A group's name, or its number if it has none.
std::string name_of(gid_t group_id) {
  std::array<char, 4096> text{};
  group entry{};
  group* found = nullptr;
  if (getgrgid_r(group_id, &entry, text.data(), text.size(), &found) != 0 || found == nullptr) {
    return fmt::to_string(group_id);
  }
  return found->gr_name;
}

/// What a person can do who may not use a file. Root's group is nothing to join.
std::string explain_forbidden(const std::string& path) {
  constexpr std::string_view what = "no permission to use it";
  constexpr std::string_view rule = "install the udev rule in docs/linux-i2c.md";
  constexpr mode_t by_group = S_IRGRP | S_IWGRP;
  constexpr mode_t by_owner = S_IRUSR | S_IWUSR;
  struct stat info{};
  if (stat(path.c_str(), &info) != 0) return fmt::format("{}; {}", what, rule);
  // The file's mode is not why: it is simulated, and its socket is forbidden.
  const bool is_own = info.st_uid == geteuid() && (info.st_mode & by_owner) == by_owner;
  if (is_own) return std::string{what};
  if ((info.st_mode & by_group) != by_group || info.st_gid == 0) {
    return fmt::format("{}; {}", what, rule);
  }
  return fmt::format("{}; join its group '{}', or {}", what, name_of(info.st_gid), rule);
}

std::string explain_open(OpenError error, const std::string& path, const std::string& detail) {
  switch (error) {
    case OpenError::kMissing:
      return "there is no such bus; load the kernel's module with 'modprobe i2c-dev', and see "
             "'i2cdetect -l' for the buses that there are";
    case OpenError::kForbidden: return explain_forbidden(path);
    case OpenError::kNoI2cBus: return "it is no I2C bus; name a file like /dev/i2c-1";
    case OpenError::kSmbusOnly:
      return "its adapter can do SMBus only, whose messages are too short for the chip; use "
             "another "
             "adapter";
    case OpenError::kFailed: return fmt::format("it cannot be opened ({})", detail);
  }
  return "unknown error";
}

/// The bus, opened: the members made after it use its open file.
int open_bus(i2c_linux::LinuxI2cBus& bus, const std::string& path) {
  const auto opened = bus.open(path);
  if (opened) return bus.descriptor();
  throw Failure{Failure::Kind::kBus, fmt::format("I2C bus '{}': {}", path,
                                                 explain_open(opened.error(), path, bus.detail()))};
}

}  // namespace

I2cBoard::I2cBoard(I2cAddress place, link::Clock& clock,
                   std::shared_ptr<std::string> failure_detail, const i2c_linux::SystemCalls& calls)
    : place_(std::move(place)),
      bus_({}, calls),
      lock_(calls, open_bus(bus_, place_.path), place_.address),
      link_(bus_, clock, place_.address),
      paced_(link_),
      locked_(paced_, lock_, clock),
      failure_detail_(std::move(failure_detail)) {}

Result<ByteView> I2cBoard::exchange(ByteView request, ByteSpan reply, link::Expectation expected) {
  const auto answer = locked_.exchange(request, reply, expected);
  *failure_detail_ = answer ? std::string{} : explain_failure(answer.error());
  return answer;
}

std::string I2cBoard::explain_failure(Error error) const {
  const auto place = to_string(place_);
  if (error == BusError::kInUse) {
    const auto& holder = lock_.holder();
    if (!holder) return fmt::format("{}: who uses it cannot be told", place);
    return fmt::format("{}: process {}{} uses it", place, holder->process,
                       holder->program.empty() ? "" : fmt::format(" ({})", holder->program));
  }
  const auto why = bus_.detail();
  return why.empty() ? place : fmt::format("{}: {}", place, why);
}

std::string I2cBoard::describe() const {
  const auto speed = i2c_linux::bus_speed(place_.path);
  return fmt::format("{}, {}", to_string(place_),
                     speed ? fmt::format("{} kbit/s", *speed / 1000) : "bit rate not known");
}

}  // namespace stsafe::devices
