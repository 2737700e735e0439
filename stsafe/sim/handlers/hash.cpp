#include "stsafe/sim/handlers/hash.h"

namespace stsafe::sim {
namespace {

/// Adds a piece to the hash under way. Ends the hash if the library fails.
Status absorb(Context& cx, ByteView piece) {
  if (!cx.ram.hash.running) return Status::kSessionError;
  if (cx.crypto.hash_stream.update(piece)) return Status::kOk;
  cx.ram.hash.clear();
  return Status::kUnexpectedError;
}

}  // namespace

Reply<wire::StartHash> handle(Context& cx, const wire::StartHash& command) {
  cx.ram.hash.running = static_cast<bool>(cx.crypto.hash_stream.start(command.algorithm));
  cx.ram.hash.algorithm = command.algorithm;
  if (!cx.ram.hash.running) return Status::kUnexpectedError;
  if (const auto s = absorb(cx, command.message.bytes()); s != Status::kOk) return s;
  return wire::StartHash::Response{};
}

Reply<wire::ProcessHash> handle(Context& cx, const wire::ProcessHash& command) {
  if (const auto s = absorb(cx, command.message.bytes()); s != Status::kOk) return s;
  return wire::ProcessHash::Response{};
}

Reply<wire::FinishHash> handle(Context& cx, const wire::FinishHash& command) {
  if (const auto s = absorb(cx, command.message.bytes()); s != Status::kOk) return s;
  const auto digest = cx.scratch.first(digest_size(cx.ram.hash.algorithm));
  cx.ram.hash.clear();
  if (!cx.crypto.hash_stream.finish(digest)) return Status::kUnexpectedError;
  return wire::FinishHash::Response{wire::Prefixed{digest}};
}

}  // namespace stsafe::sim
