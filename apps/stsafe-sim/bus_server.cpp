#include "apps/stsafe-sim/bus_server.h"

#include <vector>

#include "ports/socket/bus_protocol.h"
#include "stsafe/base/wipe.h"

namespace stsafe::simulator {
namespace {

/// Reads the next body. False if the connection has ended, for whatever reason.
asio::awaitable<bool> read_body(std::shared_ptr<Connection> connection,
                                std::vector<std::byte>& body) {
  Fixed<socket::kBusPrefixSize> prefix{};
  std::size_t size = 0;
  bool goes_on = co_await connection->wait_for_more(prefix, size);
  if (goes_on && size < prefix.size()) {
    goes_on = co_await connection->read(ByteSpan{prefix}.subspan(size));
  }
  if (!goes_on) co_return false;
  body.resize(socket::bus_body_size(prefix));
  goes_on = co_await connection->read(body);
  co_return goes_on;
}

/// Greets a client that greets; nobody else is answered.
asio::awaitable<bool> greet(std::shared_ptr<Connection> connection) {
  std::vector<std::byte> body;
  const bool has_come = co_await read_body(connection, body);
  if (!has_come || body.size() != socket::kBusGreeting.size()) co_return false;
  constexpr auto kName = ByteView{socket::kBusGreeting}.first(3);
  if (!std::ranges::equal(ByteView{body}.first(kName.size()), kName)) co_return false;
  const auto greeting = socket::bus_message(socket::kBusGreeting);
  const bool written = co_await connection->write(greeting);
  // A client of another version has been told which one is spoken here.
  co_return written&& std::ranges::equal(body, socket::kBusGreeting);
}

asio::awaitable<void> serve_bus(std::shared_ptr<Connection> connection,
                                const BusServer::Transfer& transfer) {
  std::vector<std::byte> body;
  bool goes_on = co_await greet(connection);
  while (goes_on) {
    goes_on = co_await read_body(connection, body);
    if (!goes_on) break;
    auto request = socket::BusRequest::parse(body);
    if (!request) break;
    const auto answer = request->answer(transfer(request->transaction()));
    wipe(body);
    goes_on = co_await connection->write(answer);
  }
  wipe(body);
}

}  // namespace

BusServer::BusServer(asio::io_context& context, const socket::Endpoint& endpoint,
                     const Limits& limits, const Log& log, Transfer transfer)
    : listener_(std::make_shared<Listener>(context, endpoint, limits, log)) {
  listener_->start([transfer = std::move(transfer)](std::shared_ptr<Connection> connection) {
    return serve_bus(std::move(connection), transfer);
  });
}

BusServer::~BusServer() { stop(); }

void BusServer::stop() { listener_->stop(); }

}  // namespace stsafe::simulator
