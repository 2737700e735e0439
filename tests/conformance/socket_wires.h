#pragma once

#include <optional>
#include <string>

#include "apps/stsafe-sim/frame_server.h"
#include "ports/socket/stream.h"
#include "tests/conformance/wires.h"

namespace stsafe::conformance {

/// A simulated chip behind the frame socket of `stsafe-sim`, here in the same thread: between
/// request and answer the server is given its turns.
class SocketWires final : public Wires {
 public:
  explicit SocketWires(sim::Device& chip);
  ~SocketWires() override;

  Bytes exchange(ByteView frame) override;
  void power_off() override { target_.power_off(); }
  bool power_on() override { return static_cast<bool>(target_.power_on()); }
  bool has_empty_frames() const override { return false; }

 private:
  Bytes receive(std::size_t size);

  simulator::Log log_{simulator::Log::Format::kNone};
  link::VirtualClock clock_;
  sim::Target target_;
  sim::FramePort port_;
  sim::Misbehaviour misbehaviour_;
  std::string folder_;
  asio::io_context context_{1};
  std::optional<simulator::FrameServer> server_;
  socket::Stream stream_;
};

}  // namespace stsafe::conformance
