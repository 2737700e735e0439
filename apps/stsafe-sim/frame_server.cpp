#include "apps/stsafe-sim/frame_server.h"

#include <vector>

#include "ports/socket/size_prefix.h"
#include "stsafe/base/wipe.h"

namespace stsafe::simulator {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

std::vector<std::byte> message_of(ByteView frame) {
  std::vector<std::byte> message(socket::kPrefixSize + frame.size());
  socket::write_size(frame.size(), message);
  copy_bytes(frame, ByteSpan{message}.subspan(socket::kPrefixSize));
  return message;
}

}  // namespace

struct FrameServer::Bus {
  Exchange exchange;
  /// When the answer of the last command is given; until then no other is taken.
  SteadyTime busy_until{};

  asio::awaitable<void> serve(std::shared_ptr<Connection> connection);
  asio::awaitable<bool> answer(std::shared_ptr<Connection> connection, ByteView frame);
};

asio::awaitable<void> FrameServer::Bus::serve(std::shared_ptr<Connection> connection) {
  std::vector<std::byte> frame;
  for (bool goes_on = true; goes_on;) {
    Fixed<socket::kPrefixSize> prefix{};
    std::size_t size = 0;
    goes_on = co_await connection->wait_for_more(ByteSpan{prefix}.first(1), size);
    if (!goes_on) break;
    goes_on = co_await connection->read(ByteSpan{prefix}.last(1));
    if (!goes_on) break;
    frame.resize(socket::read_size(prefix));
    goes_on = co_await connection->read(frame);
    if (goes_on) goes_on = co_await answer(connection, frame);
    wipe(frame);
  }
}

asio::awaitable<bool> FrameServer::Bus::answer(std::shared_ptr<Connection> connection,
                                               ByteView frame) {
  while (std::chrono::steady_clock::now() < busy_until) {
    co_await connection->sleep_until(busy_until);
  }
  const auto outcome = exchange(frame);
  const bool is_dropped = outcome.acknowledged && outcome.answer.empty() && !frame.empty();
  if (is_dropped) co_return true;
  // Another client's command may change the memory of the answer while this client reads it.
  auto message = message_of(outcome.answer);
  if (outcome.lateness > link::Microseconds::zero()) {
    busy_until = std::chrono::steady_clock::now() + outcome.lateness;
    co_await connection->sleep_until(busy_until);
  }
  const bool written = co_await connection->write(message);
  wipe(message);
  co_return written;
}

FrameServer::FrameServer(asio::io_context& context, const socket::Endpoint& endpoint,
                         const Limits& limits, const Log& log, Exchange exchange)
    : bus_(std::make_shared<Bus>(std::move(exchange), SteadyTime{})),
      listener_(std::make_shared<Listener>(context, endpoint, limits, log)) {
  listener_->start(
      [bus = bus_](std::shared_ptr<Connection> connection) { return bus->serve(connection); });
}

FrameServer::~FrameServer() { listener_->stop(); }

}  // namespace stsafe::simulator
