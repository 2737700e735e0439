#include "apps/devices/redaction.h"

#include <algorithm>
#include <cassert>

namespace stsafe::devices {
namespace {

constexpr std::string_view kPattern = "REDACTED";

/// Where a view of the frame's memory stands in it.
SecretRange range_of(ByteView frame, ByteView part, std::string_view name) {
  return {std::string{name}, static_cast<std::size_t>(part.data() - frame.data()), part.size()};
}

SecretRanges secrets_of(ByteView frame, const PayloadMeaning& payload) {
  SecretRanges secrets;
  const auto add = [&](ByteView part, std::string_view name) {
    if (!part.empty()) secrets.push_back(range_of(frame, part, name));
  };
  switch (payload.opaque) {
    case Opaque::kEncrypted: break;
    case Opaque::kNo:
      for (const auto& field : payload.fields) add(field.secret, field.name);
      break;
    default: add(payload.bytes, "payload");
  }
  return secrets;
}

/// A frame that nobody can read, but for its first bytes.
SecretRanges all_after(ByteView frame, std::size_t first) {
  if (frame.size() <= first) return {};
  return {range_of(frame, frame.subspan(first), "frame")};
}

void overwrite(ByteSpan frame, const SecretRanges& secrets) {
  for (const auto& secret : secrets) {
    assert(secret.offset + secret.size <= frame.size());
    for (std::size_t i = 0; i < secret.size; ++i) {
      frame[secret.offset + i] = static_cast<std::byte>(kPattern[i % kPattern.size()]);
    }
  }
}

/// A frame that is redacted up to its end has no CRC any more.
bool keeps_checksum(ByteView frame, const SecretRanges& secrets) {
  return std::ranges::all_of(secrets, [&](const SecretRange& secret) {
    return secret.offset + secret.size + wire::kCrcSize <= frame.size();
  });
}

}  // namespace

SecretRanges secrets_of_command(ByteView frame, const wire::CommandRule& rule,
                                const KeyModes& modes) {
  const auto meaning = meaning_of_command(frame, rule, modes);
  return meaning ? secrets_of(frame, meaning->payload) : all_after(frame, 1);
}

SecretRanges secrets_of_response(ByteView command, ByteView response, const wire::CommandRule& rule,
                                 const KeyModes& modes) {
  const auto meaning = meaning_of_response(command, response, rule, modes);
  return meaning ? secrets_of(response, meaning->payload)
                 : all_after(response, wire::kResponsePrefixSize);
}

void redact_command(ByteSpan frame, const SecretRanges& secrets) {
  overwrite(frame, secrets);
  if (secrets.empty() || !keeps_checksum(frame, secrets)) return;
  const auto sealed = wire::seal_command(frame, frame.size() - wire::kCrcSize);
  assert(sealed);
  static_cast<void>(sealed);
}

void redact_response(ByteSpan frame, const SecretRanges& secrets) {
  overwrite(frame, secrets);
  if (!secrets.empty() && keeps_checksum(frame, secrets)) {
    wire::seal_response(frame, frame[0], frame.size() - wire::kMinResponseSize);
  }
}

}  // namespace stsafe::devices
