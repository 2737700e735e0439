#include "ports/socket/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

#include "ports/socket/addresses.h"

namespace stsafe::socket {
namespace {

constexpr int kQueue = 1;

}  // namespace

Result<void, StreamError> Listener::failed() {
  error_ = errno;
  close();
  return StreamError::kFailed;
}

Result<void, StreamError> Listener::open(const Endpoint& endpoint) {
  close();
  error_ = 0;
  return endpoint.kind == Endpoint::Kind::kUnix ? open_unix(endpoint) : open_tcp(endpoint);
}

Result<void, StreamError> Listener::open_unix(const Endpoint& endpoint) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (endpoint.path.size() >= sizeof address.sun_path) return StreamError::kFailed;
  endpoint.path.copy(address.sun_path, endpoint.path.size());
  descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor_ < 0) return failed();
  // Before the socket can be connected to: its permissions are what it is made with.
  const auto mask = ::umask(S_IRWXG | S_IRWXO);
  const int bound =
      ::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::umask(mask);
  if (bound != 0) return failed();
  path_ = endpoint.path;
  if (::listen(descriptor_, kQueue) != 0) return failed();
  return {};
}

Result<void, StreamError> Listener::open_tcp(const Endpoint& endpoint) {
  const auto addresses = look_up(endpoint, AddressUse::kListen);
  if (!addresses) return StreamError::kFailed;
  for (const auto* at = addresses.get(); at != nullptr; at = at->ai_next) {
    close();
    descriptor_ = ::socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor_ < 0) continue;
    const int yes = 1;
    ::setsockopt(descriptor_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (::bind(descriptor_, at->ai_addr, at->ai_addrlen) == 0 &&
        ::listen(descriptor_, kQueue) == 0) {
      return {};
    }
  }
  return failed();
}

Result<void, StreamError> Listener::accept(Stream& stream, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return StreamError::kTimeout;
    pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, left > INT_MAX ? INT_MAX : static_cast<int>(left));
    if (ready < 0 && errno == EINTR) return StreamError::kTimeout;
    if (ready < 0) return failed();
    if (ready == 0) continue;
    const int connected = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    const bool is_gone = connected < 0 && (errno == EAGAIN || errno == ECONNABORTED ||
                                           errno == EINTR || errno == EPROTO);
    if (is_gone) continue;
    if (connected < 0) return failed();
    const int yes = 1;
    ::setsockopt(connected, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);  // not for Unix: harmless
    stream.adopt(connected);
    return {};
  }
}

void Listener::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (!path_.empty()) ::unlink(path_.c_str());
  path_.clear();
}

}  // namespace stsafe::socket
