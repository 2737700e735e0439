#pragma once

#include <chrono>
#include <memory>

#include "apps/stsafe-sim/asio.h"
#include "stsafe/base/bytes.h"

namespace stsafe::simulator {

using Socket = asio::generic::stream_protocol::socket;

/// A client's connection. Its calls answer false once it has ended, for whatever reason.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// `patience` bounds the time between the first byte of a message and its last, both ways.
  Connection(Socket socket, std::chrono::milliseconds patience, std::string name);

  /// Waits for the first byte of a message, for as long as the client likes; or for some bytes, of
  /// which there are `size`.
  asio::awaitable<bool> wait_for_more(ByteSpan room, std::size_t& size);
  /// Fills `data` with what must come soon.
  asio::awaitable<bool> read(ByteSpan data);
  asio::awaitable<bool> write(ByteView data);
  asio::awaitable<void> sleep_until(std::chrono::steady_clock::time_point time);

  /// Ends it: at once if it is waiting for its client, else when what it does is done.
  void finish();
  void close();
  bool is_open() const { return socket_.is_open(); }
  /// For the log.
  const std::string& name() const { return name_; }

 private:
  void arm();

  Socket socket_;
  asio::steady_timer watchdog_;
  asio::steady_timer pause_;
  std::chrono::milliseconds patience_;
  std::string name_;
  bool reads_ = false;
  bool finishing_ = false;
};

}  // namespace stsafe::simulator
