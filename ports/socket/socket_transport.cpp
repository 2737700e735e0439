#include "ports/socket/socket_transport.h"

#include "ports/socket/size_prefix.h"
#include "stsafe/wire/frame.h"

namespace stsafe::socket {
namespace {

constexpr std::size_t kMaxMessageSize = 0xFFFF;

iovec piece(ByteView bytes) {
  // sendmsg() only reads, but its struct serves both directions.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  return {.iov_base = const_cast<std::byte*>(bytes.data()), .iov_len = bytes.size()};
}

}  // namespace

Result<void, StreamError> SocketTransport::connect() {
  return stream_.connect(endpoint_, Clock::now() + policy_.connect_timeout);
}

Result<ByteView> SocketTransport::exchange(ByteView request, ByteSpan reply,
                                           link::Expectation expected) {
  if (request.size() > kMaxMessageSize) return LinkError::kFrameTooLong;
  if (!stream_.is_quiet() && !connect()) return LinkError::kNotDelivered;
  const auto deadline = Clock::now() + expected.earliest + policy_.patience;
  if (auto delivered = deliver(request, deadline); !delivered) {
    stream_.close();
    return delivered.error();
  }
  const auto frame = fetch(reply, deadline);
  if (!frame && !frame.failed_with(LinkError::kNotDelivered)) stream_.close();
  return frame;
}

Result<void> SocketTransport::deliver(ByteView request, Clock::time_point deadline) {
  Fixed<kPrefixSize> size{};
  write_size(request.size(), size);
  std::array pieces{piece(size), piece(request)};
  // A message of which a part is missing is none: the simulator drops it with the connection.
  if (!stream_.send(pieces, deadline)) return LinkError::kNotDelivered;
  return {};
}

Result<ByteView> SocketTransport::fetch(ByteSpan reply, Clock::time_point deadline) {
  Fixed<kPrefixSize> prefix{};
  if (!stream_.receive(prefix, deadline)) return LinkError::kNoAnswer;
  const auto size = read_size(prefix);
  if (size == 0) return LinkError::kNotDelivered;
  if (size > reply.size()) return LinkError::kFrameTooLong;
  const auto frame = reply.first(size);
  if (!stream_.receive(frame, deadline)) return LinkError::kNoAnswer;
  if (const auto parsed = wire::parse_response(frame); !parsed) return parsed.error();
  return ByteView{frame};
}

}  // namespace stsafe::socket
