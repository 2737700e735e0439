#include "apps/stsafe-sim/listener.h"

#include <fmt/format.h>
#include <unistd.h>

#include "apps/devices/failure.h"

namespace stsafe::simulator {
namespace {

using AnyEndpoint = asio::generic::stream_protocol::endpoint;

devices::Failure cannot_listen(const socket::Endpoint& endpoint, std::string_view why) {
  return devices::Failure{devices::Failure::Kind::kFailed,
                          fmt::format("cannot listen at {}: {}", to_string(endpoint), why)};
}

AnyEndpoint address_of(const socket::Endpoint& endpoint) {
  if (endpoint.kind == socket::Endpoint::Kind::kUnix) {
    return asio::local::stream_protocol::endpoint{endpoint.path};
  }
  asio::error_code error;
  const auto host = endpoint.host == "localhost" ? "127.0.0.1" : endpoint.host;
  const auto address = asio::ip::make_address(host, error);
  if (error) throw cannot_listen(endpoint, "give an address in numbers, or localhost");
  return asio::ip::tcp::endpoint{address, endpoint.port};
}

std::optional<struct ::stat> file_at(const std::string& path) {
  struct ::stat found{};
  if (lstat(path.c_str(), &found) != 0) return std::nullopt;
  return found;
}

/// A socket that a process left behind when it was killed is of no use to anybody.
void remove_stale_socket(asio::io_context& context, const socket::Endpoint& endpoint) {
  const auto found = file_at(endpoint.path);
  if (!found || !S_ISSOCK(found->st_mode)) return;
  asio::local::stream_protocol::socket probe{context};
  asio::error_code error;
  probe.connect(asio::local::stream_protocol::endpoint{endpoint.path}, error);
  if (error == asio::error::connection_refused) unlink(endpoint.path.c_str());
}

/// Files that are made while it lives are for their owner alone.
class PrivateFiles {
 public:
  PrivateFiles() : before_(umask(0177)) {}
  ~PrivateFiles() { umask(before_); }
  PrivateFiles(const PrivateFiles&) = delete;
  PrivateFiles& operator=(const PrivateFiles&) = delete;

 private:
  mode_t before_;
};

/// The port that the system chose. (Asio's generic endpoint does not know ports.)
std::uint16_t port_of(const AnyEndpoint& local) {
  asio::ip::tcp::endpoint tcp;
  std::memcpy(tcp.data(), local.data(), std::min(local.size(), tcp.capacity()));
  return tcp.port();
}

}  // namespace

Listener::Listener(asio::io_context& context, const socket::Endpoint& endpoint,
                   const Limits& limits, const Log& log)
    : context_(context),
      endpoint_(endpoint),
      limits_(limits),
      log_(log),
      acceptor_(context),
      pause_(context) {
  listen();
}

Listener::~Listener() { remove_socket(); }

void Listener::listen() {
  const auto address = address_of(endpoint_);
  const bool is_unix = endpoint_.kind == socket::Endpoint::Kind::kUnix;
  if (is_unix) remove_stale_socket(context_, endpoint_);
  asio::error_code error;
  acceptor_.open(address.protocol(), error);
  if (error) throw cannot_listen(endpoint_, error.message());
  if (!is_unix) acceptor_.set_option(asio::socket_base::reuse_address{true}, error);
  {
    const PrivateFiles only_mine;
    acceptor_.bind(address, error);
  }
  if (is_unix && !error) own_socket_ = file_at(endpoint_.path);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    remove_socket();
    throw cannot_listen(endpoint_, error.message());
  }
  if (!is_unix) endpoint_.port = port_of(acceptor_.local_endpoint());
}

void Listener::remove_socket() {
  const auto own = std::exchange(own_socket_, std::nullopt);
  if (!own) return;
  // Somebody may have removed it and listen there now.
  const auto found = file_at(endpoint_.path);
  const bool is_own = found && found->st_dev == own->st_dev && found->st_ino == own->st_ino;
  if (is_own) unlink(endpoint_.path.c_str());
}

void Listener::start(Serve serve) {
  serve_ = std::move(serve);
  asio::co_spawn(
      context_,
      [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->accept_all(); },
      asio::detached);
}

void Listener::stop() {
  asio::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  remove_socket();
  for (const auto& connection : connections_) connection->finish();
}

asio::awaitable<void> Listener::accept_all() {
  while (acceptor_.is_open()) {
    asio::error_code error;
    Socket socket =
        co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (!acceptor_.is_open()) break;
    if (!error) {
      admit(std::move(socket));
      continue;
    }
    // Out of descriptors, for example: others may give theirs back.
    log_.warning("accept failed", {{"at", to_string(endpoint_)}, {"why", error.message()}});
    pause_.expires_after(std::chrono::milliseconds{100});
    co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

void Listener::admit(Socket socket) {
  const auto name = fmt::format("{}#{}", to_string(endpoint_), ++num_accepted_);
  if (connections_.size() >= limits_.max_connections) {
    log_.warning("connection refused",
                 {{"connection", name}, {"why", "there are too many already"}});
    return;  // closes it
  }
  asio::error_code ignored;
  if (endpoint_.kind == socket::Endpoint::Kind::kTcp) {
    socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  }
  const auto position = connections_.insert(
      connections_.end(), std::make_shared<Connection>(std::move(socket), limits_.patience, name));
  asio::co_spawn(
      context_,
      [self = shared_from_this(), position]() -> asio::awaitable<void> {
        co_await self->attend(position);
      },
      asio::detached);
}

asio::awaitable<void> Listener::attend(std::list<std::shared_ptr<Connection>>::iterator position) {
  const auto connection = *position;
  log_.info("connected", {{"connection", connection->name()}});
  try {
    co_await serve_(connection);
  } catch (const std::exception& error) {
    log_.warning("connection failed", {{"connection", connection->name()}, {"why", error.what()}});
  }
  connection->close();
  connections_.erase(position);
  log_.info("disconnected", {{"connection", connection->name()}});
}

}  // namespace stsafe::simulator
