#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <thread>

#include "apps/stsafe-sim/simulator.h"
#include "ports/socket/stream.h"
#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// A simulator in a thread of its own, on Unix sockets in a folder of its own.
class RunningSimulator {
 public:
  explicit RunningSimulator(simulator::Settings settings = {}) {
    std::string folder = testing::TempDir() + "stsafe_sim_XXXXXX";
    EXPECT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    settings.listen = {.kind = socket::Endpoint::Kind::kUnix, .path = folder_ + "/chip"};
    settings.bus = {.kind = socket::Endpoint::Kind::kUnix, .path = folder_ + "/bus"};
    settings.control = {.kind = socket::Endpoint::Kind::kUnix, .path = folder_ + "/control"};
    simulator_.emplace(settings, log_);
    ready_ = simulator::Json::parse(simulator_->readiness());
    thread_ = std::thread{[this] { simulator_->run(); }};
  }
  ~RunningSimulator() {
    stop();
    simulator_.reset();
    EXPECT_EQ(rmdir(folder_.c_str()), 0) << "something was left in " << folder_;
  }

  void stop() {
    if (!thread_.joinable()) return;
    simulator_->stop();
    thread_.join();
  }
  socket::Endpoint chip(std::size_t number = 0) const {
    return endpoint(ready_["devices"][number]);
  }
  socket::Endpoint bus(std::size_t number = 0) const { return endpoint(ready_["buses"][number]); }
  socket::Endpoint control() const { return endpoint(ready_["control"]); }

 private:
  static socket::Endpoint endpoint(const simulator::Json& text) {
    return *socket::parse_endpoint(text.get<std::string>());
  }

  simulator::Log log_{simulator::Log::Format::kNone};
  std::string folder_;
  std::optional<simulator::Simulator> simulator_;
  simulator::Json ready_;
  std::thread thread_;
};

/// A client that can misbehave.
class Client {
 public:
  explicit Client(const socket::Endpoint& endpoint) {
    EXPECT_TRUE(stream_.connect(endpoint, soon()));
  }

  bool send(ByteView bytes) {
    iovec piece{.iov_base = const_cast<std::byte*>(bytes.data()), .iov_len = bytes.size()};
    return static_cast<bool>(stream_.send({&piece, 1}, soon()));
  }
  Bytes receive(std::size_t size) {
    Bytes data(size);
    if (!stream_.receive(data, soon())) data.clear();
    return data;
  }
  /// Waits until the simulator has ended the connection.
  bool is_ended() {
    Bytes data(1);
    return stream_.receive(data, soon()).failed_with(socket::StreamError::kClosed);
  }
  /// True if nothing comes for a while.
  bool is_silent(std::chrono::milliseconds duration) {
    Bytes data(1);
    return stream_.receive(data, socket::Clock::now() + duration)
        .failed_with(socket::StreamError::kTimeout);
  }
  std::string ask(const std::string& line) {
    const auto whole = line + "\n";
    send(std::as_bytes(std::span{whole}));
    std::string answer;
    for (auto byte = receive(1); !byte.empty() && byte[0] != std::byte{'\n'}; byte = receive(1)) {
      answer += static_cast<char>(byte[0]);
    }
    return answer;
  }
  void hang_up() { stream_.close(); }

 private:
  static socket::Clock::time_point soon() {
    return socket::Clock::now() + std::chrono::seconds{10};
  }

  socket::Stream stream_;
};

}  // namespace stsafe::testing_support
