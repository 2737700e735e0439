#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "stsafe/wire/authorization.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::devices {

/// The mode of the key in each slot, as far as it is known. Some commands have the layout of their
/// key's mode, which the frame does not name: read as another, it would show what is secret.
using KeyModes = std::array<std::optional<wire::KeyMode>, 256>;

/// One field of a frame, for people.
struct FieldMeaning {
  std::string_view name;
  std::string text;   ///< a secret one only by its size
  ByteView secret{};  ///< the frame's bytes that nobody may see; empty for other fields
};

/// Why a payload has no fields to show.
enum class Opaque : std::uint8_t {
  kNo,
  kEncrypted,
  kAnswerToEncrypted,  ///< in plaintext, but what was asked is not known
  kUnknownMode,        ///< its layout is that of a key whose mode is not known
  kUnknownCommand,
  kMalformed,
  kErrorAnswer,  ///< the status is not 00: such answers have no payload
};
/// "for a key of unknown mode".
std::string_view text_of(Opaque why);

/// What stands between a frame's header and its MAC. Shows the frame's own memory.
struct PayloadMeaning {
  ByteView bytes{};
  std::vector<FieldMeaning> fields{};
  Opaque opaque = Opaque::kNo;
};

/// A command frame taken apart. Shows the frame's own memory.
struct CommandMeaning {
  wire::Opcode opcode{};
  std::string name;        ///< of the registry, or of the code where the frame does not tell which
  std::byte protection{};  ///< the bits of the header
  PayloadMeaning payload;
  ByteView mac{};  ///< the C-MAC, where there is one
};

/// A response frame taken apart. Shows the frame's own memory.
struct ResponseMeaning {
  Status status{};
  PayloadMeaning payload;
  ByteView mac{};  ///< the R-MAC, where the command asked for one
};

/// Nothing for a frame that is damaged. `rule` says which payloads are encrypted.
std::optional<CommandMeaning> meaning_of_command(ByteView frame, const wire::CommandRule& rule,
                                                 const KeyModes& modes);
/// Nothing for a response that is damaged.
std::optional<ResponseMeaning> meaning_of_response(ByteView command, ByteView response,
                                                   const wire::CommandRule& rule,
                                                   const KeyModes& modes);

}  // namespace stsafe::devices
