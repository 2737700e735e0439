#pragma once

#include "apps/stsafe-sim/listener.h"
#include "stsafe/sim/frame_port.h"

namespace stsafe::simulator {

/// The frame socket of one device, as docs/simulator.md describes it. Its clients share the device
/// like a bus: one command after the other, each with its answer.
class FrameServer {
 public:
  /// Executes a frame. What it answers is valid until its next call.
  using Exchange = std::function<sim::FramePort::Outcome(ByteView frame)>;

  /// Throws Failure (failed) if it cannot listen there.
  FrameServer(asio::io_context& context, const socket::Endpoint& endpoint, const Limits& limits,
              const Log& log, Exchange exchange);
  ~FrameServer();
  FrameServer(const FrameServer&) = delete;
  FrameServer& operator=(const FrameServer&) = delete;

  const socket::Endpoint& endpoint() const { return listener_->endpoint(); }
  void stop() { listener_->stop(); }

 private:
  struct Bus;
  std::shared_ptr<Bus> bus_;
  std::shared_ptr<Listener> listener_;
};

}  // namespace stsafe::simulator
