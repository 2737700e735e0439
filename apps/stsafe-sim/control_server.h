#pragma once

#include "apps/stsafe-sim/control.h"
#include "apps/stsafe-sim/listener.h"

namespace stsafe::simulator {

/// The control socket: a line in, a line out.
class ControlServer {
 public:
  /// Longer lines are refused, and read on to their end.
  static constexpr std::size_t kMaxLineSize = 65536;

  /// Throws Failure (failed) if it cannot listen there.
  ControlServer(asio::io_context& context, const socket::Endpoint& endpoint, const Limits& limits,
                const Log& log, Control& control);
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  const socket::Endpoint& endpoint() const { return listener_->endpoint(); }
  void stop() { listener_->stop(); }

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace stsafe::simulator
