#include "ports/socket/stream.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <utility>

#include "ports/socket/addresses.h"

namespace stsafe::socket {
namespace {

/// Rounded up: a wait must not end just before its deadline, again and again.
int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  if (left <= 0) return 0;
  return left > INT_MAX ? INT_MAX : static_cast<int>(left);
}

bool is_worth_waiting(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

/// connect(), but a Unix socket whose queue is full refuses at once, where one of TCP would wait:
/// tries again until the deadline.
int connect_in_time(int descriptor, const sockaddr* address, socklen_t size,
                    Clock::time_point deadline) {
  constexpr int kPause = 5;  // ms
  for (;;) {
    const int rc = ::connect(descriptor, address, size);
    const bool is_full = rc != 0 && address->sa_family == AF_UNIX && is_worth_waiting(errno);
    if (!is_full || Clock::now() >= deadline) return rc;
    ::poll(nullptr, 0, kPause);
  }
}

StreamError connect_error(int error, int family) {
  if (is_worth_waiting(error)) return StreamError::kTimeout;
  const bool is_forbidden = family == AF_UNIX && (error == EACCES || error == EPERM);
  return is_forbidden ? StreamError::kForbidden : StreamError::kFailed;
}

/// Drops the first `count` bytes of what is still to be sent.
void drop_front(std::span<iovec>& pieces, std::size_t count) {
  while (!pieces.empty() && count >= pieces[0].iov_len) {
    count -= pieces[0].iov_len;
    pieces = pieces.subspan(1);
  }
  if (pieces.empty()) return;
  pieces[0].iov_base = static_cast<char*>(pieces[0].iov_base) + count;
  pieces[0].iov_len -= count;
}

}  // namespace

Result<void, StreamError> Stream::connect(const Endpoint& endpoint, Clock::time_point deadline) {
  close();
  if (endpoint.kind == Endpoint::Kind::kUnix) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (endpoint.path.size() >= sizeof address.sun_path) return StreamError::kFailed;
    endpoint.path.copy(address.sun_path, endpoint.path.size());
    return connect_to(AF_UNIX, &address, sizeof address, deadline);
  }
  Result<void, StreamError> connected = StreamError::kFailed;
  const auto addresses = look_up(endpoint, AddressUse::kConnect);
  for (const auto* at = addresses.get(); at != nullptr; at = at->ai_next) {
    connected = connect_to(at->ai_family, at->ai_addr, at->ai_addrlen, deadline);
    if (connected) break;
  }
  return connected;
}

Result<void, StreamError> Stream::connect_to(int family, const void* address, std::size_t size,
                                             Clock::time_point deadline) {
  close();
  descriptor_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor_ < 0) return StreamError::kFailed;
  file_ = file_of(descriptor_);
  Result<void, StreamError> outcome;
  const int rc = connect_in_time(descriptor_, static_cast<const sockaddr*>(address),
                                 static_cast<socklen_t>(size), deadline);
  if (rc != 0 && (errno == EINPROGRESS || errno == EINTR)) {
    outcome = wait_for(POLLOUT, deadline);
    int error = 0;
    socklen_t error_size = sizeof error;
    if (outcome &&
        (getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &error_size) != 0 || error != 0)) {
      outcome = StreamError::kFailed;
    }
  } else if (rc != 0) {
    outcome = connect_error(errno, family);
  }
  if (!outcome) close();
  if (outcome && family != AF_UNIX) {
    // A frame is a message: it shall not wait for more. Where this is refused, it is only slower.
    const int on = 1;
    static_cast<void>(setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
  }
  return outcome;
}

void Stream::adopt(int descriptor) {
  close();
  descriptor_ = descriptor;
  file_ = file_of(descriptor);
}

void Stream::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

Stream::File Stream::file_of(int descriptor) {
  struct stat found{};
  if (fstat(descriptor, &found) != 0) return {};
  return {.device = found.st_dev, .number = found.st_ino};
}

void Stream::forget_if_taken() {
  if (is_open() && file_of(descriptor_) != file_) descriptor_ = -1;
}

bool Stream::is_quiet() const {
  pollfd entry{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return is_open() && ::poll(&entry, 1, 0) == 0;
}

Result<void, StreamError> Stream::wait_for(short events, Clock::time_point deadline) const {
  for (;;) {
    pollfd entry{.fd = descriptor_, .events = events, .revents = 0};
    const int ready = ::poll(&entry, 1, milliseconds_until(deadline));
    if (ready > 0) return {};  // what it is, the next call says
    if (ready == 0 && Clock::now() >= deadline) return StreamError::kTimeout;
    if (ready < 0 && errno != EINTR) return StreamError::kFailed;
  }
}

Result<void, StreamError> Stream::send(std::span<iovec> pieces, Clock::time_point deadline) {
  drop_front(pieces, 0);
  while (!pieces.empty()) {
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const auto sent = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL);
    if (sent >= 0) {
      drop_front(pieces, static_cast<std::size_t>(sent));
    } else if (is_worth_waiting(errno)) {
      if (auto ready = wait_for(POLLOUT, deadline); !ready) return ready;
    } else if (errno != EINTR) {
      return errno == EPIPE || errno == ECONNRESET ? StreamError::kClosed : StreamError::kFailed;
    }
  }
  return {};
}

Result<void, StreamError> Stream::receive(ByteSpan data, Clock::time_point deadline) {
  while (!data.empty()) {
    if (auto ready = wait_for(POLLIN, deadline); !ready) return ready;
    const auto received = ::recv(descriptor_, data.data(), data.size(), 0);
    if (received == 0) return StreamError::kClosed;
    if (received > 0) {
      data = data.subspan(static_cast<std::size_t>(received));
    } else if (!is_worth_waiting(errno) && errno != EINTR) {
      return errno == ECONNRESET ? StreamError::kClosed : StreamError::kFailed;
    }
  }
  return {};
}

}  // namespace stsafe::socket
