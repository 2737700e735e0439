#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/verification.h"

namespace stsafe::sim {

/// What a decryption answers: result and message, or, where the tag is wrong, zeros or nothing
/// (trap T-4 of part 02). `message` is wiped then.
template <class Response>
Result<Response, Status> opened_answer(const Context& cx, const Result<void>& opened,
                                       ByteSpan message) {
  if (opened) return Response{wire::kAuthentic, wire::Tail{message}};
  if (!opened.failed_with(CryptoError::kNotAuthentic)) return Status::kUnexpectedError;
  wipe(message);
  const auto shown = cx.choices.failed_decryption_answers_zeros ? message : message.first(0);
  return Response{wire::kNotAuthentic, wire::Tail{shown}};
}

}  // namespace stsafe::sim
