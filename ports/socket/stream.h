#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <chrono>
#include <span>

#include "ports/socket/endpoint.h"
#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::socket {

using Clock = std::chrono::steady_clock;

/// How a stream's call ended.
enum class StreamError : std::uint8_t {
  kTimeout = 1,
  kClosed,     ///< by the other end
  kForbidden,  ///< a Unix socket that this user may not use
  kFailed,
};

/// A connected stream socket. Each call waits until its deadline at the longest; signals do not end
/// it early.
class Stream {
 public:
  Stream() = default;
  ~Stream() { close(); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// Connects to the first of the endpoint's addresses that accepts. A name is looked up by the
  /// system first, which has bounds of its own.
  Result<void, StreamError> connect(const Endpoint& endpoint, Clock::time_point deadline);
  /// Takes a socket that is connected and does not block.
  void adopt(int descriptor);
  void close();
  bool is_open() const { return descriptor_ >= 0; }
  /// For poll(); -1 if it is not open.
  int descriptor() const { return descriptor_; }
  /// Forgets a connection whose descriptor is another file by now: code that closes descriptors it
  /// does not know, as daemons do, has closed this one, too.
  void forget_if_taken();
  /// True if nothing has arrived and the other end has not closed: all that was asked is answered.
  bool is_quiet() const;

  /// Sends everything. After an error a part may have been sent, but never all of it.
  Result<void, StreamError> send(std::span<iovec> pieces, Clock::time_point deadline);
  /// Fills `data`. StreamError::kClosed if the other end closes before.
  Result<void, StreamError> receive(ByteSpan data, Clock::time_point deadline);

 private:
  Result<void, StreamError> connect_to(int family, const void* address, std::size_t size,
                                       Clock::time_point deadline);
  Result<void, StreamError> wait_for(short events, Clock::time_point deadline) const;

  struct File {
    dev_t device = 0;
    ino_t number = 0;
    friend bool operator==(const File&, const File&) = default;
  };
  static File file_of(int descriptor);

  int descriptor_ = -1;
  File file_{};  ///< the descriptor's, when it was made
};

}  // namespace stsafe::socket
