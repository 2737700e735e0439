#include "ports/socket/bus_protocol.h"

#include <cassert>

namespace stsafe::socket {
namespace {

constexpr std::size_t kMessageHeader = 3;  // address byte, size
constexpr std::size_t kOutcomeHeader = 5;  // NACK, messages, bytes
constexpr std::size_t kMaxRead = kMaxBusBody - kOutcomeHeader;
constexpr std::uint8_t kMaxAddress = 0x7F;

/// How many bytes were read by the first messages.
std::size_t read_by(link::I2cTransaction messages) {
  std::size_t size = 0;
  for (const auto& message : messages) size += message.read.size();
  return size;
}

}  // namespace

std::string bus_lock_file(const Endpoint& endpoint) {
  return endpoint.kind == Endpoint::Kind::kUnix ? endpoint.path + ".lock" : std::string{};
}

std::vector<std::byte> bus_message(ByteView body) {
  assert(body.size() <= kMaxBusBody);
  std::vector<std::byte> message(kPrefixSize);
  write_size(body.size(), message);
  message.insert(message.end(), body.begin(), body.end());
  return message;
}

std::optional<std::vector<std::byte>> encode_transaction(link::I2cTransaction transaction) {
  std::vector<std::byte> message(kPrefixSize);
  if (transaction.empty() || read_by(transaction) > kMaxRead) return std::nullopt;
  for (const auto& part : transaction) {
    const auto size = part.is_read ? part.read.size() : part.written.size();
    if (part.address > kMaxAddress || size > kMaxBusBody) return std::nullopt;
    const auto address_byte = 2U * part.address + (part.is_read ? 1U : 0U);
    Fixed<kMessageHeader> header{static_cast<std::byte>(address_byte)};
    write_size(size, ByteSpan{header}.subspan(1));
    message.insert(message.end(), header.begin(), header.end());
    if (!part.is_read) message.insert(message.end(), part.written.begin(), part.written.end());
  }
  const auto body_size = message.size() - kPrefixSize;
  if (body_size > kMaxBusBody) return std::nullopt;
  write_size(body_size, message);
  return message;
}

std::optional<link::I2cOutcome> decode_outcome(ByteView body, link::I2cTransaction transaction) {
  if (body.size() < kOutcomeHeader) return std::nullopt;
  const auto nack = std::to_integer<std::uint8_t>(body[0]);
  if (nack > static_cast<std::uint8_t>(link::Nack::kByte)) return std::nullopt;
  const link::I2cOutcome outcome{.nack = static_cast<link::Nack>(nack),
                                 .num_messages = read_size(body.subspan(1)),
                                 .num_bytes = read_size(body.subspan(3))};
  const bool is_whole = outcome.nack == link::Nack::kNone;
  const bool fits = is_whole ? outcome.num_messages == transaction.size()
                             : outcome.num_messages < transaction.size();
  if (!fits) return std::nullopt;
  auto data = body.subspan(kOutcomeHeader);
  if (data.size() != read_by(transaction.first(outcome.num_messages))) return std::nullopt;
  for (const auto& message : transaction.first(outcome.num_messages)) {
    copy_bytes(data.first(message.read.size()), message.read);
    data = data.subspan(message.read.size());
  }
  return outcome;
}

std::optional<BusRequest> BusRequest::parse(ByteView body) {
  BusRequest request;
  std::vector<std::size_t> read_sizes;
  std::size_t to_read = 0;
  while (!body.empty()) {
    if (body.size() < kMessageHeader) return std::nullopt;
    const auto address_byte = std::to_integer<std::uint8_t>(body[0]);
    const auto size = read_size(body.subspan(1));
    body = body.subspan(kMessageHeader);
    link::I2cMessage message{.address = static_cast<std::uint8_t>(address_byte >> 1),
                             .is_read = (address_byte & 1U) != 0};
    if (message.is_read) {
      to_read += size;
    } else {
      if (size > body.size()) return std::nullopt;
      message.written = body.first(size);
      body = body.subspan(size);
    }
    request.messages_.push_back(message);
    read_sizes.push_back(message.is_read ? size : 0);
  }
  if (request.messages_.empty() || to_read > kMaxRead) return std::nullopt;
  request.make_room(read_sizes, to_read);
  return request;
}

void BusRequest::make_room(std::span<const std::size_t> read_sizes, std::size_t in_all) {
  answer_.resize(kPrefixSize + kOutcomeHeader + in_all);
  auto room = ByteSpan{answer_}.subspan(kPrefixSize + kOutcomeHeader);
  for (std::size_t i = 0; i < messages_.size(); ++i) {
    messages_[i].read = room.first(read_sizes[i]);
    room = room.subspan(read_sizes[i]);
  }
}

ByteView BusRequest::answer(const link::I2cOutcome& outcome) {
  const auto read = read_by(transaction().first(outcome.num_messages));
  const auto message = ByteSpan{answer_}.first(kPrefixSize + kOutcomeHeader + read);
  write_size(message.size() - kPrefixSize, message);
  const auto body = message.subspan(kPrefixSize);
  body[0] = static_cast<std::byte>(outcome.nack);
  write_size(outcome.num_messages, body.subspan(1));
  write_size(outcome.num_bytes, body.subspan(3));
  return message;
}

}  // namespace stsafe::socket
