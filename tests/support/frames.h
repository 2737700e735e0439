#pragma once

#include "stsafe/wire/frame.h"
#include "tests/support/bytes.h"

// Frames that a test needs around what it checks. What a test checks comes from a document.
namespace stsafe::testing_support {

/// The answer with this payload, or with this status and none.
inline Bytes answer_frame(ByteView payload, std::byte header = std::byte{0}) {
  Bytes buffer(wire::kMinResponseSize + payload.size());
  copy_bytes(payload, ByteSpan{buffer}.subspan(wire::kResponsePrefixSize));
  return to_bytes(wire::seal_response(buffer, header, payload.size()));
}
inline Bytes status_frame(Status status) {
  return answer_frame({}, static_cast<std::byte>(status));
}

/// A command with its CRC.
inline Bytes command_frame(ByteView header_and_payload) {
  auto frame = to_bytes(header_and_payload);
  frame.resize(frame.size() + wire::kCrcSize);
  const auto sealed = wire::seal_command(frame, header_and_payload.size());
  return sealed ? to_bytes(*sealed) : Bytes{};
}

}  // namespace stsafe::testing_support
