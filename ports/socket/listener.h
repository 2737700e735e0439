#pragma once

#include "ports/socket/endpoint.h"
#include "ports/socket/stream.h"

namespace stsafe::socket {

/// Waits at an endpoint for one who connects. A Unix socket is for this user alone, and its path
/// goes with the object.
class Listener {
 public:
  Listener() = default;
  ~Listener() { close(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Begins to listen, for TCP at the first of the endpoint's addresses that can be. A path that
  /// exists is left as it is, and is StreamError::kFailed.
  Result<void, StreamError> open(const Endpoint& endpoint);
  /// Gives `stream` the next connection. StreamError::kTimeout if nobody connects in time.
  Result<void, StreamError> accept(Stream& stream, Clock::time_point deadline);
  void close();
  /// What the last failure was, as the system says it; 0 if it says nothing.
  int error_number() const { return error_; }

 private:
  Result<void, StreamError> open_unix(const Endpoint& endpoint);
  Result<void, StreamError> open_tcp(const Endpoint& endpoint);
  Result<void, StreamError> failed();

  int descriptor_ = -1;
  int error_ = 0;
  std::string path_;  ///< to be removed
};

}  // namespace stsafe::socket
