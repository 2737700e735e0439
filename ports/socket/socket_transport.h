#pragma once

#include "ports/socket/stream.h"
#include "stsafe/link/transport.h"

namespace stsafe::socket {

/// How patient a SocketTransport is.
struct SocketPolicy {
  std::chrono::milliseconds connect_timeout = std::chrono::seconds{3};
  /// How long after its typical time a command may take. More than on a bus: several clients may
  /// share the simulated chip, and the machine may be busy.
  std::chrono::milliseconds patience = std::chrono::seconds{10};
};

/// Frames on a stream socket, as `stsafe-sim` and TCP platform layers of the vendor's library speak
/// them: each message is its size (2 bytes, big-endian) and a frame, both ways. An empty message
/// says that the chip did not acknowledge the command.
///
/// After an error the connection is closed, so that an answer that is late is never taken for the
/// answer to another command; the next exchange connects again.
class SocketTransport final : public link::Transport {
 public:
  explicit SocketTransport(Endpoint endpoint, SocketPolicy policy = {})
      : endpoint_(std::move(endpoint)), policy_(policy) {}

  /// Connects now. StreamError::kFailed if nobody listens there, StreamError::kForbidden if this
  /// user may not, StreamError::kTimeout if nothing answers at all.
  Result<void, StreamError> connect();

  /// LinkError::kNotDelivered without a connection, before the whole message was sent, or if the
  /// chip did not acknowledge; LinkError::kNoAnswer if the answer does not come in time or the
  /// connection ends before it; LinkError::kFrameTooLong if it does not fit `reply`.
  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

  const Endpoint& endpoint() const { return endpoint_; }

 private:
  Result<void> deliver(ByteView request, Clock::time_point deadline);
  Result<ByteView> fetch(ByteSpan reply, Clock::time_point deadline);

  Endpoint endpoint_;
  SocketPolicy policy_;
  Stream stream_;
};

}  // namespace stsafe::socket
