#pragma once

#include "stsafe/base/hex.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/message.h"

// Golden frames: bytes from the documents, the vendor's library or hardware, checked by the
// compiler. Those of commands/x.h stand in commands/x.cpp, so that each build checks them once and
// not in every source that sends a command.
namespace stsafe::wire {

/// True if the command's whole unprotected frame, CRC included, is `expected`.
template <Command C>
consteval bool frames_as(const C& command, ByteView expected) {
  Fixed<kMaxCommandSize> buffer{};
  Writer w{buffer};
  encode_command(w, command);
  const auto written = w.finish();
  if (!written) return false;
  const auto frame = seal_command(buffer, written->size());
  return frame && std::ranges::equal(*frame, expected);
}

/// True if a response with this payload is `expected` on the bus, CRC included.
template <Message R>
consteval bool answers_as(const R& response, ByteView expected) {
  Fixed<kMaxResponseSize> buffer{};
  Writer w{ByteSpan{buffer}.subspan(kResponsePrefixSize)};
  encode(w, response);
  const auto written = w.finish();
  if (!written) return false;
  return std::ranges::equal(seal_response(buffer, std::byte{0}, written->size()), expected);
}

}  // namespace stsafe::wire
