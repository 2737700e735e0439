#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/devices/frame_meaning.h"
#include "apps/stsafe/session.h"

namespace stsafe::tool {

/// What a person says of a frame that the frame does not tell.
struct FrameHints {
  enum class Direction : std::uint8_t { kUnknown, kCommand, kResponse };
  Direction direction = Direction::kUnknown;
  std::vector<std::byte> command{};         ///< that a response answers; empty: not known
  bool not_encrypted = false;               ///< a payload before a MAC is plaintext
  std::optional<wire::KeyMode> key_mode{};  ///< of the key that the command uses
};

/// A CRC as it stands in a frame, and as it should.
struct ChecksumVerdict {
  std::uint16_t given = 0;
  std::uint16_t expected = 0;
  bool is_right() const { return given == expected; }
};

struct ReportedField {
  std::string_view name;
  std::string text;  ///< a secret one only by its size
  bool is_secret = false;
};

/// One frame explained, right or wrong. Owns what it shows: no view goes into the frame given.
struct FrameReport {
  bool is_response = false;
  bool is_guess = false;  ///< neither CRC nor a hint tells whether it is a command or a response
  std::size_t size = 0;   ///< of all bytes given
  ChecksumVerdict checksum{};
  std::size_t length_field = 0;  ///< of a response: how many bytes should follow it
  std::string code{};            ///< of the command; empty if not known
  std::string name{};
  std::byte header{};
  std::optional<Status> status{};
  std::vector<ReportedField> fields{};
  std::size_t payload_size = 0;
  std::string unread{};  ///< why the payload has no fields; empty: it has been read
  std::string mac{};     ///< in hexadecimal; empty: none

  std::size_t size_after_length() const { return size - wire::kResponsePrefixSize; }
};

/// Takes a frame apart, also one with a wrong CRC or length. Throws Failure (usage) if it is too
/// short to be a frame, or `hints.command` is no command.
FrameReport explain_frame(ByteView frame, const FrameHints& hints);

void print_text(const FrameReport& report);
void print_report_as_json(const FrameReport& report);

}  // namespace stsafe::tool
