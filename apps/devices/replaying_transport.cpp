#include "apps/devices/replaying_transport.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "apps/devices/failure.h"
#include "apps/devices/frame_text.h"
#include "apps/devices/recording_marks.h"
#include "apps/text/printable.h"

namespace stsafe::devices {
namespace {

/// The longest description of a frame that still makes one readable line.
constexpr std::size_t kMaxDescription = 100;

/// A command's name and fields, secrets redacted.
std::string short_description(ByteView command, const ChipKnowledge& knowledge) {
  auto text = summarise_command(command, knowledge.rule(command), knowledge.modes());
  if (text.size() <= kMaxDescription) return text;
  return text.substr(0, kMaxDescription) + "…";
}

/// How two frames differ at a byte, without showing it if it is secret.
std::string difference_at(std::size_t at, ByteView expected, ByteView got,
                          const SecretRanges& secrets) {
  for (const auto& secret : secrets) {
    if (at >= secret.offset && at - secret.offset < secret.size) {
      return fmt::format("at byte {}: it is secret, in '{}'", at, secret.name);
    }
  }
  const auto byte_text = [&](ByteView frame) {
    if (at >= frame.size()) return std::string{"the frame's end"};
    return fmt::format("{:02X}", std::to_integer<unsigned>(frame[at]));
  };
  return fmt::format("at byte {}: expected {}, got {}", at, byte_text(expected), byte_text(got));
}

}  // namespace

ReplayingTransport::ReplayingTransport(const std::string& file, Sink departure, Sink remark)
    : file_(file),
      in_(file, std::ios::binary),
      departure_(std::move(departure)),
      remark_(std::move(remark)) {
  if (!in_) {
    const int error = errno;  // before the text is made
    throw file_failure(error, fmt::format("recording '{}' cannot be read", file));
  }
  auto first = reader_.next();
  if (!first && !first.failed_with(pcapng::ReadError::kCutOff)) {
    throw usage_failure(
        fmt::format("recording '{}' cannot be replayed: {}", file, describe(first.error())));
  }
  if (first) first_ = std::move(*first);
  if (first_ && first_->link_type != pcapng::kLinkTypeI2cLinux) {
    throw usage_failure(
        fmt::format("recording '{}' cannot be replayed: its packets are of link type {}, not I2C "
                    "transactions ({})",
                    file, first_->link_type, pcapng::kLinkTypeI2cLinux));
  }
}

Result<ByteView> ReplayingTransport::exchange(ByteView request, ByteSpan reply, link::Expectation) {
  if (has_departed_) return BusError::kUnavailable;
  ++num_exchanges_;
  const auto command =
      next(fmt::format("the program sends {}", short_description(request, knowledge_)));
  if (!command || !is_as_recorded(request, *command)) return BusError::kUnavailable;
  return answer(request, reply);
}

std::optional<ReplayingTransport::Recorded> ReplayingTransport::next(std::string_view wanted) {
  for (;;) {
    std::optional<pcapng::Packet> packet;
    if (first_) {
      packet = std::exchange(first_, std::nullopt);
    } else {
      auto read = reader_.next();
      if (!read) {
        depart(fmt::format("{} at byte {} of the file; {}", describe(read.error()),
                           reader_.block_offset(), wanted));
        return std::nullopt;
      }
      packet = std::move(*read);
    }
    if (!packet) {
      depart(fmt::format("the recording ends before; {}", wanted));
      return std::nullopt;
    }
    if (packet->link_type != pcapng::kLinkTypeI2cLinux) continue;
    if (auto transaction = pcapng::decode_i2c(packet->data)) {
      return Recorded{std::move(*transaction), std::move(packet->comment)};
    }
  }
}

bool ReplayingTransport::is_as_recorded(ByteView request, const Recorded& command) {
  const ByteView recorded{command.transaction.bytes};
  if (command.transaction.is_read) {
    depart("an answer is recorded where a command was expected");
    return false;
  }
  const auto redacted = redaction_of(command);
  if (!redacted) return false;
  std::vector<std::byte> sent{request.begin(), request.end()};
  if (sent.size() == recorded.size()) redact_command(sent, *redacted);
  const auto [in_sent, in_recorded] = std::ranges::mismatch(sent, recorded);
  if (in_sent == sent.end() && in_recorded == recorded.end()) return true;

  const auto at = static_cast<std::size_t>(in_sent - sent.begin());
  const auto secrets = secrets_of_command(request, knowledge_.rule(request), knowledge_.modes());
  depart(fmt::format("{}; expected {}; got {}", difference_at(at, recorded, request, secrets),
                     short_description(recorded, knowledge_),
                     short_description(request, knowledge_)));
  return false;
}

Result<ByteView> ReplayingTransport::answer(ByteView request, ByteSpan reply) {
  const auto answer = next("there is no answer");
  if (!answer) return BusError::kUnavailable;
  const ByteView recorded{answer->transaction.bytes};
  if (!answer->transaction.is_read) {
    depart("a command is recorded where its answer was expected");
    return BusError::kUnavailable;
  }
  knowledge_.sent(request);
  if (recorded.empty()) return find_failure(answer->comment).value_or(LinkError::kNoAnswer);
  const auto redacted = redaction_of(*answer);
  if (!redacted) return BusError::kUnavailable;
  remark_redaction(request, *redacted);
  if (recorded.size() > reply.size()) return LinkError::kFrameTooLong;
  copy_bytes(recorded, reply);
  knowledge_.answered(request, recorded);
  return ByteView{reply.first(recorded.size())};
}

std::optional<SecretRanges> ReplayingTransport::redaction_of(const Recorded& recorded) {
  auto redacted = find_redaction(recorded.comment, recorded.transaction.bytes.size());
  if (!redacted) depart(fmt::format("its comment makes no sense: '{}'", recorded.comment));
  return redacted;
}

void ReplayingTransport::remark_redaction(ByteView request, const SecretRanges& redacted) {
  if (redacted.empty() || std::exchange(has_remarked_, true)) return;
  remark_(text::printable(
      fmt::format("recording '{}' has no secrets: '{}' in the answer to {} reads REDACTED", file_,
                  redacted.front().name, short_description(request, knowledge_))));
}

void ReplayingTransport::depart(std::string_view why) {
  has_departed_ = true;
  departure_(
      text::printable(fmt::format("replay of '{}': exchange {}: {}", file_, num_exchanges_, why)));
}

}  // namespace stsafe::devices
