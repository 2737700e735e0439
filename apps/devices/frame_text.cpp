#include "apps/devices/frame_text.h"

#include <fmt/format.h>

#include "apps/text/names.h"

namespace stsafe::devices {
namespace {

std::string payload_text(const PayloadMeaning& payload) {
  if (payload.opaque != Opaque::kNo) {
    return fmt::format(" <{} bytes, {}>", payload.bytes.size(), text_of(payload.opaque));
  }
  std::string out;
  for (const auto& field : payload.fields) out += fmt::format(" {}={}", field.name, field.text);
  return out;
}

std::string damaged(ByteView frame) {
  return fmt::format("damaged frame of {} bytes", frame.size());
}

std::string summary_of(const CommandMeaning& meaning) {
  return fmt::format("{}{}{}", meaning.name, meaning.protection == std::byte{0} ? "" : " [C-MAC]",
                     payload_text(meaning.payload));
}

}  // namespace

std::string summarise_command(ByteView frame, const wire::CommandRule& rule,
                              const KeyModes& modes) {
  const auto meaning = meaning_of_command(frame, rule, modes);
  return meaning ? summary_of(*meaning) : damaged(frame);
}

std::string describe_command(ByteView frame, const wire::CommandRule& rule, const KeyModes& modes) {
  const auto meaning = meaning_of_command(frame, rule, modes);
  if (!meaning) return "> " + damaged(frame);
  return fmt::format("> {:<4} {}", text::code_text(meaning->opcode), summary_of(*meaning));
}

std::string describe_response(ByteView command, ByteView response, const wire::CommandRule& rule,
                              const KeyModes& modes) {
  const auto meaning = meaning_of_response(command, response, rule, modes);
  if (!meaning) return "< " + damaged(response);
  return fmt::format("< {:02X}   {}{}{}", static_cast<unsigned>(meaning->status),
                     stsafe::name(meaning->status), meaning->mac.empty() ? "" : " [R-MAC]",
                     payload_text(meaning->payload));
}

}  // namespace stsafe::devices
