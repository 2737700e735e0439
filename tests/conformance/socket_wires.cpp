#include "tests/conformance/socket_wires.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace stsafe::conformance {
namespace {

using socket::Clock;
using socket::Endpoint;

constexpr auto kSocketPatience = std::chrono::seconds{20};

}  // namespace

SocketWires::SocketWires(sim::Device& chip) : target_(chip, clock_), port_(chip, target_, clock_) {
  folder_ = testing::TempDir() + "stsafe_wires_XXXXXX";
  EXPECT_NE(mkdtemp(folder_.data()), nullptr);
  const Endpoint endpoint{.kind = Endpoint::Kind::kUnix, .path = folder_ + "/chip"};
  server_.emplace(context_, endpoint, simulator::Limits{}, log_,
                  [this](ByteView frame) { return port_.exchange(frame, misbehaviour_); });
  EXPECT_TRUE(stream_.connect(endpoint, Clock::now() + kSocketPatience));
}

SocketWires::~SocketWires() {
  server_.reset();
  rmdir(folder_.c_str());
}

Bytes SocketWires::exchange(ByteView frame) {
  const Fixed<2> prefix{static_cast<std::byte>(frame.size() >> 8),
                        static_cast<std::byte>(frame.size())};
  auto message = joined({prefix, frame});
  iovec piece{.iov_base = message.data(), .iov_len = message.size()};
  if (!stream_.send({&piece, 1}, Clock::now() + kSocketPatience)) return {};
  const auto size = receive(2);
  if (size.size() < 2) return {};
  return receive(256 * std::to_integer<std::size_t>(size[0]) +
                 std::to_integer<std::size_t>(size[1]));
}

Bytes SocketWires::receive(std::size_t size) {
  Bytes data(size);
  const auto deadline = Clock::now() + kSocketPatience;
  for (auto& byte : data) {
    while (stream_.is_quiet() && Clock::now() < deadline) {
      context_.run_one_for(std::chrono::milliseconds{5});
    }
    if (!stream_.receive({&byte, 1}, Clock::now())) return {};
  }
  return data;
}

}  // namespace stsafe::conformance
