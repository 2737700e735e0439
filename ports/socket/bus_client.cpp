#include "ports/socket/bus_client.h"

#include <vector>

#include "ports/socket/bus_protocol.h"
#include "stsafe/base/wipe.h"

namespace stsafe::socket {
namespace {

Error bus_error(StreamError error) {
  switch (error) {
    case StreamError::kTimeout: return BusError::kTimeout;
    case StreamError::kClosed: return BusError::kIo;
    case StreamError::kForbidden:
    case StreamError::kFailed: break;
  }
  return BusError::kUnavailable;
}

Result<void, StreamError> send(Stream& stream, ByteSpan message, Clock::time_point deadline) {
  std::array pieces{iovec{.iov_base = message.data(), .iov_len = message.size()}};
  return stream.send(pieces, deadline);
}

}  // namespace

Result<void, StreamError> BusClient::connect() {
  const auto deadline = Clock::now() + policy_.connect_timeout;
  if (auto connected = stream_.connect(endpoint_, deadline); !connected) return connected;
  auto greeted = greet(deadline);
  if (!greeted) stream_.close();
  return greeted;
}

Result<void, StreamError> BusClient::greet(Clock::time_point deadline) {
  auto greeting = bus_message(kBusGreeting);
  if (auto sent = send(stream_, greeting, deadline); !sent) return sent;
  // What is not a bus socket may announce anything: no more is read than a greeting has.
  std::vector<std::byte> answer(greeting.size());
  if (auto received = stream_.receive(answer, deadline); !received) return received;
  if (answer != greeting) return StreamError::kClosed;
  return {};
}

Result<link::I2cOutcome> BusClient::transfer(link::I2cTransaction transaction) {
  auto message = encode_transaction(transaction);
  if (!message) return UsageError::kOutOfRange;
  if (!stream_.is_quiet()) {
    if (const auto connected = connect(); !connected) {
      return bus_error(connected.error());
    }
  }
  const auto deadline = Clock::now() + policy_.patience;
  const auto outcome = exchange(*message, transaction, deadline);
  wipe(*message);
  if (!outcome) stream_.close();
  return outcome;
}

Result<link::I2cOutcome> BusClient::exchange(ByteSpan message, link::I2cTransaction transaction,
                                             Clock::time_point deadline) {
  if (const auto sent = send(stream_, message, deadline); !sent) {
    return bus_error(sent.error());
  }
  Fixed<kPrefixSize> prefix{};
  if (const auto received = stream_.receive(prefix, deadline); !received) {
    return bus_error(received.error());
  }
  std::vector<std::byte> body(read_size(prefix));
  if (const auto received = stream_.receive(body, deadline); !received) {
    return bus_error(received.error());
  }
  const auto outcome = decode_outcome(body, transaction);
  wipe(body);
  if (!outcome) return BusError::kIo;
  return *outcome;
}

}  // namespace stsafe::socket
