#include "apps/stsafe/message_connection.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "apps/devices/failure.h"
#include "apps/stsafe/interrupt.h"

namespace stsafe::tool {
namespace {

using devices::Failure;
using socket::StreamError;
constexpr std::size_t kSizeBytes = 4;

Failure lost(const std::string& what) { return Failure{Failure::Kind::kBus, what}; }

std::array<std::byte, kSizeBytes> encode_size(std::size_t size) {
  std::array<std::byte, kSizeBytes> bytes{};
  for (auto at = kSizeBytes; at > 0; --at, size >>= 8) bytes[at - 1] = static_cast<std::byte>(size);
  return bytes;
}

}  // namespace

MessageConnection::MessageConnection(const std::string& place, std::size_t max_size,
                                     unsigned patience)
    : max_size_(max_size), patience_(patience) {
  const auto endpoint = socket::parse_endpoint(place);
  if (!endpoint) {
    throw devices::usage_failure(
        fmt::format("'{}' is no place for a channel, such as unix:PATH or tcp:HOST:PORT", place));
  }
  endpoint_ = *endpoint;
}

socket::Clock::time_point MessageConnection::deadline() const {
  return socket::Clock::now() + std::chrono::seconds{patience_};
}

void MessageConnection::connect() {
  if (const auto connected = stream_.connect(endpoint_, deadline()); !connected) {
    throw lost(fmt::format("cannot connect to {}: {}", socket::to_string(endpoint_),
                           connected.failed_with(StreamError::kForbidden) ? "no permission"
                           : connected.failed_with(StreamError::kTimeout)
                               ? "it does not answer"
                               : "nobody listens there"));
  }
}

void MessageConnection::listen() {
  socket::Listener listener;
  if (!listener.open(endpoint_)) {
    const int error = listener.error_number();
    const bool has_path = error == EADDRINUSE && endpoint_.kind == socket::Endpoint::Kind::kUnix;
    throw lost(fmt::format("cannot listen at {}: {}{}", socket::to_string(endpoint_),
                           error != 0 ? std::strerror(error) : "there is no such address",
                           has_path ? "; if nobody listens there any more, remove the file" : ""));
  }
  if (!listener.accept(stream_, deadline())) {
    throw lost(
        fmt::format("nobody connected to {} within {} s", socket::to_string(endpoint_), patience_));
  }
}

void MessageConnection::wait_for_message() const {
  constexpr int kTick = 500;  // ms
  const auto end = deadline();
  while (socket::Clock::now() < end) {
    pollfd waiting{.fd = stream_.descriptor(), .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, kTick) > 0) return;
    if (is_interrupted()) throw lost("interrupted");
  }
  throw lost("the other end does not answer in time");
}

void MessageConnection::send(ByteView message) {
  auto size = encode_size(message.size());
  std::vector<std::byte> copy{message.begin(), message.end()};
  std::array pieces{iovec{.iov_base = size.data(), .iov_len = size.size()},
                    iovec{.iov_base = copy.data(), .iov_len = copy.size()}};
  if (!stream_.send(pieces, deadline())) throw lost("the other end does not take what is sent");
}

std::optional<std::vector<std::byte>> MessageConnection::receive() {
  wait_for_message();
  std::array<std::byte, kSizeBytes> bytes{};
  const auto head = stream_.receive(bytes, deadline());
  if (head.failed_with(StreamError::kClosed)) return std::nullopt;
  if (!head) throw lost("the other end does not answer in time");
  std::size_t size = 0;
  for (const auto byte : bytes) size = size << 8 | std::to_integer<std::size_t>(byte);
  if (size > max_size_) throw lost("the other end sends more than a message can have");
  std::vector<std::byte> message(size);
  if (!stream_.receive(message, deadline())) throw lost("the connection ended within a message");
  return message;
}

std::vector<std::byte> MessageConnection::expect() {
  auto message = receive();
  if (!message) throw lost("the other end is gone, and has not closed the channel");
  return std::move(*message);
}

}  // namespace stsafe::tool
