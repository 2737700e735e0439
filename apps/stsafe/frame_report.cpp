#include "apps/stsafe/frame_report.h"

#include <fmt/format.h>

#include "apps/text/hex_text.h"
#include "apps/text/names.h"

namespace stsafe::tool {
namespace {

using devices::Opaque;

std::uint16_t number_at(ByteView bytes) {
  return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[0]) << 8 |
                                    std::to_integer<unsigned>(bytes[1]));
}

std::size_t min_command_size(ByteView frame) {
  const bool is_extended = !frame.empty() && (frame[0] & wire::kCodeBits) == wire::kExtendedPrefix;
  return (is_extended ? 2 : 1) + wire::kCrcSize;
}

/// The part of a response that its length field counts, or all if bytes are missing: behind it, a
/// bus that is read further gives FF.
ByteView counted_part(ByteView response) {
  const auto counted = wire::response_length(response) + wire::kResponsePrefixSize;
  if (counted < wire::kMinResponseSize || counted > response.size()) return response;
  return response.first(counted);
}

ChecksumVerdict command_checksum(ByteView frame) {
  const auto covered = frame.first(frame.size() - wire::kCrcSize);
  return {.given = number_at(frame.last(wire::kCrcSize)), .expected = crc16(covered)};
}

ChecksumVerdict response_checksum(ByteView frame) {
  const auto payload =
      frame.subspan(wire::kResponsePrefixSize, frame.size() - wire::kMinResponseSize);
  return {.given = number_at(frame.last(wire::kCrcSize)),
          .expected = Crc16{}.add(frame.first(1)).add(payload).value()};
}

struct Guess {
  bool is_response = false;
  bool is_guess = false;
};

/// A right CRC tells: that of a response leaves the length out.
Guess direction_of(ByteView frame, const FrameHints& hints) {
  if (hints.direction != FrameHints::Direction::kUnknown) {
    return {hints.direction == FrameHints::Direction::kResponse, false};
  }
  if (!hints.command.empty()) return {true, false};
  const bool may_be_response = frame.size() >= wire::kMinResponseSize;
  if (may_be_response && response_checksum(counted_part(frame)).is_right()) return {true, false};
  if (frame.size() >= min_command_size(frame) && command_checksum(frame).is_right()) {
    return {false, false};
  }
  const bool length_fits =
      may_be_response && wire::response_length(frame) + wire::kResponsePrefixSize == frame.size();
  return {length_fits, true};
}

void refuse_if_shorter(std::string_view what, ByteView frame, std::size_t min_size) {
  if (frame.size() >= min_size) return;
  throw devices::usage_failure(fmt::format("explain: a {} has at least {} bytes, this has {}", what,
                                           min_size, frame.size()));
}

/// The rule of a chip that encrypts everything it may, or nothing.
wire::CommandRule rule_for(const FrameHints& hints) {
  return {.encrypt_command = !hints.not_encrypted, .encrypt_response = !hints.not_encrypted};
}

devices::KeyModes modes_for(const FrameHints& hints) {
  devices::KeyModes modes{};
  modes.fill(hints.key_mode);
  return modes;
}

std::string advice_on(Opaque why) {
  switch (why) {
    case Opaque::kEncrypted:
      return "encrypted, if the chip's command authorization says so; if not, give --not-encrypted";
    case Opaque::kUnknownMode: return "its layout is that of the key's mode; give --key-mode";
    default: return std::string{text_of(why)};
  }
}

void take_payload(FrameReport& report, const devices::PayloadMeaning& payload, ByteView mac) {
  for (const auto& field : payload.fields) {
    report.fields.push_back({field.name, field.text, !field.secret.empty()});
  }
  report.payload_size = payload.bytes.size();
  report.unread = advice_on(payload.opaque);
  report.mac = text::to_hex(mac);
}

/// The frame as it would be with the right CRC.
std::vector<std::byte> mended_command(ByteView frame) {
  std::vector<std::byte> mended{frame.begin(), frame.end()};
  static_cast<void>(wire::seal_command(mended, mended.size() - wire::kCrcSize));
  return mended;
}
/// The frame as it would be with the right length and CRC.
std::vector<std::byte> mended_response(ByteView frame) {
  std::vector<std::byte> mended{frame.begin(), frame.end()};
  wire::seal_response(mended, frame[0], frame.size() - wire::kMinResponseSize);
  return mended;
}

FrameReport explain_command(ByteView frame, const FrameHints& hints) {
  refuse_if_shorter("command", frame, min_command_size(frame));
  FrameReport report{.size = frame.size(), .checksum = command_checksum(frame)};
  report.header = frame[0];
  const auto mended = mended_command(frame);
  const auto meaning = devices::meaning_of_command(mended, rule_for(hints), modes_for(hints));
  if (!meaning) return report;
  report.code = text::code_text(meaning->opcode);
  report.name = meaning->name;
  take_payload(report, meaning->payload, meaning->mac);
  return report;
}

/// Of a response alone, only that it has a payload can be said.
devices::PayloadMeaning unread_payload(ByteView response) {
  return {.bytes = response.subspan(wire::kResponsePrefixSize,
                                    response.size() - wire::kMinResponseSize)};
}

FrameReport explain_response(ByteView given, const FrameHints& hints) {
  refuse_if_shorter("response", given, wire::kMinResponseSize);
  const auto frame = counted_part(given);
  FrameReport report{.is_response = true,
                     .size = given.size(),
                     .checksum = response_checksum(frame),
                     .length_field = wire::response_length(given)};
  report.header = frame[0];
  report.status = static_cast<Status>(frame[0] & wire::kCodeBits);
  if (hints.command.empty()) {
    take_payload(report, unread_payload(frame), {});
    if (report.payload_size > 0) report.unread = "give the command that it answers with --for";
    return report;
  }
  const auto command = explain_command(hints.command, hints);
  report.code = command.code;
  report.name = command.name;
  const auto mended = mended_response(frame);
  const auto meaning = devices::meaning_of_response(mended_command(hints.command), mended,
                                                    rule_for(hints), modes_for(hints));
  if (meaning) take_payload(report, meaning->payload, meaning->mac);
  return report;
}

}  // namespace

FrameReport explain_frame(ByteView frame, const FrameHints& hints) {
  const auto direction = direction_of(frame, hints);
  auto report =
      direction.is_response ? explain_response(frame, hints) : explain_command(frame, hints);
  report.is_guess = direction.is_guess;
  return report;
}

}  // namespace stsafe::tool
