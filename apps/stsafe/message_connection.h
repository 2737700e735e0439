#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "ports/socket/listener.h"
#include "ports/socket/stream.h"
#include "stsafe/base/bytes.h"

namespace stsafe::tool {

/// Messages to and from another program, each behind its size in four bytes, big-endian
/// (docs/secure-channel.md). Every wait is bounded. Throws Failure (bus).
class MessageConnection {
 public:
  /// `place` is unix:PATH or tcp:HOST:PORT. `patience` is in seconds.
  MessageConnection(const std::string& place, std::size_t max_size, unsigned patience);

  void connect();
  /// Waits for one who connects.
  void listen();

  void send(ByteView message);
  /// The next message; nothing if the other end has gone between two messages.
  std::optional<std::vector<std::byte>> receive();
  /// The same, but the end is a failure.
  std::vector<std::byte> expect();
  int descriptor() const { return stream_.descriptor(); }
  std::chrono::seconds patience() const { return std::chrono::seconds{patience_}; }

 private:
  socket::Clock::time_point deadline() const;
  /// Until something comes: a person may end that wait.
  void wait_for_message() const;

  socket::Endpoint endpoint_;
  std::size_t max_size_;
  unsigned patience_;
  socket::Stream stream_;
};

}  // namespace stsafe::tool
