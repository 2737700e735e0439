#pragma once

#include <sys/stat.h>

#include <functional>
#include <list>
#include <optional>

#include "apps/stsafe-sim/connection.h"
#include "apps/stsafe-sim/log.h"
#include "ports/socket/endpoint.h"

namespace stsafe::simulator {

/// What a listener allows its clients.
struct Limits {
  /// How long a message may take once it has begun, and how long a client may take to read one.
  std::chrono::milliseconds patience = std::chrono::seconds{10};
  std::size_t max_connections = 32;
};

/// Accepts connections at one endpoint and serves each.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  using Serve = std::function<asio::awaitable<void>(std::shared_ptr<Connection>)>;

  /// Listens from now on. A Unix socket is for its owner alone; one that nobody serves any more is
  /// replaced. Throws Failure (failed) that names the endpoint.
  Listener(asio::io_context& context, const socket::Endpoint& endpoint, const Limits& limits,
           const Log& log);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Begins to accept. `serve` may run as long as the context.
  void start(Serve serve);
  /// Accepts nobody any more, removes its Unix socket, and lets each connection finish.
  void stop();
  /// Where it listens, with the port that the system chose for port 0.
  const socket::Endpoint& endpoint() const { return endpoint_; }

 private:
  using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

  void listen();
  void remove_socket();
  void admit(Socket socket);
  asio::awaitable<void> accept_all();
  asio::awaitable<void> attend(std::list<std::shared_ptr<Connection>>::iterator position);

  asio::io_context& context_;
  socket::Endpoint endpoint_;
  Limits limits_;
  const Log& log_;
  Acceptor acceptor_;
  asio::steady_timer pause_;
  std::optional<struct ::stat> own_socket_;  ///< the file that it has made
  std::uint64_t num_accepted_ = 0;
  Serve serve_;
  std::list<std::shared_ptr<Connection>> connections_;
};

}  // namespace stsafe::simulator
