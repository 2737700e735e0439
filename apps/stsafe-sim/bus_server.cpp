#include "apps/stsafe-sim/bus_server.h"

#include <vector>

#include "ports/socket/bus_protocol.h"
#include "stsafe/base/wipe.h"

namespace stsafe::simulator {
namespace {

using Prefix = Fixed<socket::kPrefixSize>;

/// Waits for the prefix of the next message for as long as the client likes. This and what follows
/// say false if the connection has ended, for whatever reason.
asio::awaitable<bool> wait_for_prefix(std::shared_ptr<Connection> connection, Prefix& prefix) {
  std::size_t size = 0;
  bool goes_on = co_await connection->wait_for_more(prefix, size);
  if (goes_on && size < prefix.size()) {
    goes_on = co_await connection->read(ByteSpan{prefix}.subspan(size));
  }
  co_return goes_on;
}

asio::awaitable<bool> read_body(std::shared_ptr<Connection> connection, const Prefix& prefix,
                                std::vector<std::byte>& body) {
  body.resize(socket::read_size(prefix));
  const bool goes_on = co_await connection->read(body);
  co_return goes_on;
}

/// Greets a client that greets, and soon: one that says nothing must not keep its place. Nobody
/// else is answered.
asio::awaitable<bool> greet(std::shared_ptr<Connection> connection) {
  Prefix prefix{};
  bool has_come = co_await connection->read(prefix);
  if (!has_come || socket::read_size(prefix) != socket::kBusGreeting.size()) co_return false;
  std::vector<std::byte> body;
  has_come = co_await read_body(connection, prefix, body);
  if (!has_come) co_return false;
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
    Prefix prefix{};
    goes_on = co_await wait_for_prefix(connection, prefix);
    if (!goes_on) break;
    goes_on = co_await read_body(connection, prefix, body);
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
