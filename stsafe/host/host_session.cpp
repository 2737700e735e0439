#include "stsafe/host/host_session.h"

#include <limits>

#include "stsafe/wire/commands/host_key.h"

namespace stsafe::host {
namespace {

constexpr std::size_t kBlockSize = sizeof(crypto::AesBlock);
constexpr wire::SequenceCounter kLast{std::numeric_limits<std::uint32_t>::max()};

/// What is expected of an answer without protection, for the answer that comes through the session:
/// with R-MAC, and padded if it is encrypted (protocol part 01, sections 4.5 and 4.6).
link::Expectation in_protection(link::Expectation expected, const wire::CommandRule& rule) {
  if (expected.size == 0) return expected;
  if (rule.encrypt_response && expected.size > wire::kMinResponseSize) {
    const auto payload_size = expected.size - wire::kMinResponseSize;
    expected.size += static_cast<std::uint32_t>(kBlockSize - payload_size % kBlockSize);
  }
  expected.size += wire::kMacSize;
  return expected;
}

}  // namespace

Result<void> HostSession::open(wire::HostKeyType type, ByteView mac_key, ByteView cipher_key) {
  if (device_.session_ != nullptr) return UsageError::kAlreadyOpen;
  if (auto set = keys_.assign(type, mac_key, cipher_key); !set) return set;
  type_ = type;
  const auto counter = read_counter();
  if (!counter) {
    close();
    return counter.error();
  }
  counter_ = floor_ = *counter;
  uncertain_ = false;
  device_.session_ = this;
  return {};
}

void HostSession::close() {
  if (is_open()) device_.session_ = nullptr;
  keys_.mac.clear();
  keys_.cipher.clear();
}

Result<wire::SequenceCounter> HostSession::read_counter() {
  const auto answer = device_.call(wire::QueryHostKeySlotV2{});
  if (!answer) return answer.error();
  if (!answer->slot.keys) return ChannelError::kNoHostKeys;
  if (answer->slot.keys->type != type_) return ChannelError::kWrongKeyType;
  return answer->slot.keys->counter;
}

Result<void> HostSession::resynchronise() {
  const auto counter = read_counter();
  if (!counter) return counter.error();
  // The query is not authenticated. A counter below what we know to be used up would make us repeat
  // counter values; one further ahead than our own last command can have moved it would make us
  // protect a command for later, when somebody may replay it.
  const auto ahead = counter->raw() - floor_.raw();  // wraps, if it is below
  if (ahead > counter_.raw() - floor_.raw() + 1) return ChannelError::kCounterImplausible;
  if (*counter != counter_) ++device_.recoveries_.num_resynchronisations;
  counter_ = *counter;
  uncertain_ = false;
  return {};
}

Result<ByteView> HostSession::exchange(const wire::CommandRule& rule, std::size_t size,
                                       link::Expectation expected) {
  if (uncertain_) {
    // The counter's query needs the device's buffers, which hold the command: let it be sent again.
    if (auto known = resynchronise(); !known) return known.error();
    return ChannelError::kResynchronised;
  }
  if (counter_ == kLast) return ChannelError::kCounterExhausted;

  const ByteSpan request{device_.request_};
  const auto header = request.first(wire::header_size(rule.opcode));
  header[0] |= wire::kProtectionBits;
  auto payload = request.subspan(header.size(), size - header.size());
  if (rule.encrypt_command) {
    const auto room = request.size() - header.size() - wire::kMacSize - wire::kCrcSize;
    const auto encrypted =
        protection_.encrypt(keys_, counter_, channel::Direction::kCommand,
                            request.subspan(header.size(), room), payload.size());
    if (!encrypted) return encrypted.error();
    payload = request.subspan(header.size(), *encrypted);
  }
  const channel::CommandImage command{header, payload};
  const auto mac = protection_.command_mac(keys_, counter_, command);
  if (!mac) return mac.error();
  const auto protected_size = header.size() + payload.size();
  if (protected_size + wire::kMacSize + wire::kCrcSize > request.size()) {
    return LinkError::kFrameTooLong;
  }
  copy_bytes(*mac, request.subspan(protected_size));

  const auto response =
      device_.exchange(protected_size + wire::kMacSize, in_protection(expected, rule));
  if (!response) {
    uncertain_ = !link::surely_not_executed(response.error());
    return response.error();
  }
  return accept(rule, command, *response);
}

Result<ByteView> HostSession::accept(const wire::CommandRule& rule,
                                     const channel::CommandImage& command,
                                     const wire::ResponseFrame& response) {
  const auto used = counter_;
  const auto status = response.status();
  if (status == Status::kCommunicationError) {
    uncertain_ = true;  // not authenticated: the chip may have executed the command all the same
    return status;
  }
  if (status == Status::kInvalidCMac) {
    if (auto known = resynchronise(); !known) return known.error();
    if (counter_ == used) return status;
    // A chip behind us never saw this counter value: not executed. A chip ahead of us consumed it,
    // and only we can have made that C-MAC: executed, and this was the answer to a copy.
    if (counter_ < used) return ChannelError::kResynchronised;
    return ChannelError::kResponseLost;
  }
  counter_ = wire::SequenceCounter{used.raw() + 1};
  if (status != Status::kOk) return status;  // errors carry no R-MAC: `floor_` stays

  if (response.payload.size() < wire::kMacSize) {
    uncertain_ = true;
    return ChannelError::kInvalidResponseMac;
  }
  const auto size = response.payload.size() - wire::kMacSize;
  const auto payload = response.payload.first(size);
  const auto mac = protection_.response_mac(keys_, used, command, response.header, payload);
  if (!mac) return mac.error();
  if (!equal_constant_time(*mac, response.payload.last(wire::kMacSize))) {
    uncertain_ = true;
    return ChannelError::kInvalidResponseMac;
  }
  floor_ = counter_;
  if (!rule.encrypt_response || payload.empty()) return payload;
  const auto plain = ByteSpan{device_.reply_}.subspan(wire::kResponsePrefixSize, size);
  const auto plain_size = protection_.decrypt(keys_, used, channel::Direction::kResponse, plain);
  if (!plain_size) return plain_size.error();
  return ByteView{plain.first(*plain_size)};
}

}  // namespace stsafe::host
