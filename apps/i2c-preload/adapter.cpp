#include "apps/i2c-preload/adapter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "apps/devices/failure.h"
#include "ports/socket/bus_protocol.h"

namespace stsafe::i2c_preload {
namespace {

using devices::Failure;

std::string_view what_happened(Error error) {
  if (error == BusError::kTimeout) return "it does not answer";
  if (error == BusError::kIo) return "it is no bus socket of this version";
  return "nobody listens there";
}

}  // namespace

Adapter::Adapter(const std::string& device) : connected_by_(getpid()) {
  if (const auto endpoint = socket::parse_endpoint(device)) {
    client_.emplace(*endpoint);
    if (const auto connected = client_->connect(); !connected) {
      throw Failure{Failure::Kind::kDevice,
                    fmt::format("cannot connect to {}: {}. Is stsafe-sim running, with --bus?",
                                device, what_happened(connected.error()))};
    }
    file_ = socket::bus_lock_file(*endpoint);
  } else {
    device_ = std::make_unique<devices::OpenDevice>(device, devices::OpenOptions{});
    auto& board = *device_->board();
    port_.emplace(board.target(), board.target(), board.clock(), sim::BusPort::Busy::kSkipped);
  }
}

Result<link::I2cOutcome> Adapter::transfer(link::I2cTransaction transaction) {
  const std::lock_guard lock{mutex_};
  if (port_) return port_->transfer(transaction);
  client_->forget_if_taken();
  if (const auto self = getpid(); self != connected_by_) {
    client_->close();
    connected_by_ = self;
  }
  return client_->transfer(transaction);
}

int Adapter::open_file(bool close_on_exec) const {
  if (file_.empty()) return memfd_create("i2c", close_on_exec ? MFD_CLOEXEC : 0);
  const int flags = O_RDWR | O_CREAT | O_NOCTTY | O_NOFOLLOW | (close_on_exec ? O_CLOEXEC : 0);
  return open(file_.c_str(), flags, 0600);
}

}  // namespace stsafe::i2c_preload
