#pragma once

#include "apps/stsafe-sim/listener.h"
#include "stsafe/link/i2c_transaction.h"

namespace stsafe::simulator {

/// The bus socket of one device, as docs/bus-protocol.md describes it. Its clients share the bus:
/// one transaction after the other.
class BusServer {
 public:
  using Transfer = std::function<link::I2cOutcome(link::I2cTransaction transaction)>;

  /// Throws Failure (failed) if it cannot listen there.
  BusServer(asio::io_context& context, const socket::Endpoint& endpoint, const Limits& limits,
            const Log& log, Transfer transfer);
  ~BusServer();
  BusServer(const BusServer&) = delete;
  BusServer& operator=(const BusServer&) = delete;

  const socket::Endpoint& endpoint() const { return listener_->endpoint(); }
  void stop();

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace stsafe::simulator
