#include "apps/i2c-preload/adapter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "ports/socket/bus_protocol.h"

namespace stsafe::i2c_preload {
namespace {

using socket::StreamError;

Unreachable unreachable(const std::string& device, StreamError why) {
  const auto failure = [&](int code, std::string_view what_happened) {
    return Unreachable{code, fmt::format("cannot connect to {}: {}", device, what_happened)};
  };
  switch (why) {
    case StreamError::kTimeout:
      return failure(ETIMEDOUT, "it does not answer. Is stsafe-sim running, with --bus?");
    case StreamError::kClosed: return failure(EPROTO, "it is no bus socket of this version");
    case StreamError::kForbidden:
      return failure(EACCES, "no permission; it is for the user alone who started stsafe-sim");
    case StreamError::kFailed: break;
  }
  return failure(ECONNREFUSED, "nobody listens there. Is stsafe-sim running, with --bus?");
}

}  // namespace

Adapter::Adapter(const std::string& device) : connected_by_(getpid()) {
  if (const auto endpoint = socket::parse_endpoint(device)) {
    client_.emplace(*endpoint);
    if (const auto connected = client_->connect(); !connected) {
      throw unreachable(device, connected.error());
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
