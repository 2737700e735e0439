#include "apps/stsafe-sim/connection.h"

#include <utility>

namespace stsafe::simulator {
namespace {

auto reporting(asio::error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

}  // namespace

Connection::Connection(Socket socket, std::chrono::milliseconds patience, std::string name)
    : socket_(std::move(socket)),
      watchdog_(socket_.get_executor()),
      pause_(socket_.get_executor()),
      patience_(patience),
      name_(std::move(name)) {}

asio::awaitable<bool> Connection::wait_for_more(ByteSpan room, std::size_t& size) {
  if (finishing_ || !is_open()) co_return false;
  asio::error_code error;
  reads_ = true;
  size = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), reporting(error));
  reads_ = false;
  co_return !error;
}

asio::awaitable<bool> Connection::read(ByteSpan data) {
  if (finishing_ || !is_open()) co_return false;
  asio::error_code error;
  arm();
  reads_ = true;
  co_await asio::async_read(socket_, asio::buffer(data.data(), data.size()), reporting(error));
  reads_ = false;
  watchdog_.cancel();
  co_return !error;
}

asio::awaitable<bool> Connection::write(ByteView data) {
  if (!is_open()) co_return false;
  asio::error_code error;
  arm();
  co_await asio::async_write(socket_, asio::buffer(data.data(), data.size()), reporting(error));
  watchdog_.cancel();
  co_return !error;
}

asio::awaitable<void> Connection::sleep_until(std::chrono::steady_clock::time_point time) {
  asio::error_code error;
  pause_.expires_at(time);
  co_await pause_.async_wait(reporting(error));
}

void Connection::finish() {
  finishing_ = true;
  if (reads_) close();
}

void Connection::close() {
  asio::error_code ignored;
  socket_.close(ignored);
}

void Connection::arm() {
  watchdog_.expires_after(patience_);
  watchdog_.async_wait([self = weak_from_this()](const asio::error_code& error) {
    const auto connection = self.lock();
    if (!error && connection) connection->close();
  });
}

}  // namespace stsafe::simulator
