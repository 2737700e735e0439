#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "ports/socket/endpoint.h"
#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// The other end of a client's connection: a Unix socket on which each connection in turn is played
/// as the test says.
class Peer {
 public:
  using Play = std::function<void(int connection)>;

  explicit Peer(std::vector<Play> plays) : plays_(std::move(plays)) {
    path_ = testing::TempDir() + "stsafe_peer_" + std::to_string(getpid()) + ".sock";
    unlink(path_.c_str());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(listener_, 4), 0);
    const timeval bound{.tv_sec = 20, .tv_usec = 0};
    setsockopt(listener_, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
    thread_ = std::thread{[this] { run(); }};
  }
  ~Peer() {
    thread_.join();
    ::close(listener_);
    unlink(path_.c_str());
  }

  socket::Endpoint endpoint() const {
    return {.kind = socket::Endpoint::Kind::kUnix, .path = path_};
  }
  std::thread& thread() { return thread_; }

 private:
  void run() {
    for (const auto& play : plays_) {
      const int connection = accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      const timeval bound{.tv_sec = 20, .tv_usec = 0};
      setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
      play(connection);
      ::close(connection);
    }
  }

  std::vector<Play> plays_;
  std::string path_;
  int listener_ = -1;
  std::thread thread_;
};

inline Bytes take(int connection, std::size_t size) {
  Bytes data(size);
  const auto got = recv(connection, data.data(), size, MSG_WAITALL);
  data.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return data;
}
inline void give(int connection, ByteView data) {
  EXPECT_EQ(send(connection, data.data(), data.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(data.size()));
}
inline void wait_for_the_end(int connection) { take(connection, 1); }

}  // namespace stsafe::testing_support
