#include "stsafe/host/hash.h"

#include <algorithm>

#include "stsafe/wire/commands/hash.h"

namespace stsafe::host {
namespace {

/// What fits a frame in every mode of protection (part 01, section 1.7): 735 bytes, if they are
/// encrypted, less the identifier that Start hash has in front.
constexpr std::size_t kMaxPieceSize = 735 - 2 - wire::kHashOidSize;

}  // namespace

void Hash::start(HashAlgorithm algorithm) {
  algorithm_ = algorithm;
  state_ = State::kFresh;
}

Result<void> Hash::update(ByteView piece) {
  if (state_ == State::kIdle) return UsageError::kNotOpen;
  while (!piece.empty()) {
    const auto size = std::min(piece.size(), kMaxPieceSize);
    if (auto sent = send(piece.first(size)); !sent) return sent;
    piece = piece.subspan(size);
  }
  return {};
}

Result<void> Hash::send(ByteView piece) {
  const bool is_first = state_ == State::kFresh;
  state_ = State::kIdle;
  if (is_first) {
    const auto begun = device_->call(wire::StartHash{algorithm_, wire::Tail{piece}});
    if (!begun) return begun.error();
  } else {
    const auto added = device_->call(wire::ProcessHash{wire::Tail{piece}});
    if (!added) return added.error();
  }
  state_ = State::kRunning;
  return {};
}

Result<void> Hash::finish(ByteSpan digest) {
  if (state_ == State::kIdle) return UsageError::kNotOpen;
  if (digest.size() != digest_size(algorithm_)) return UsageError::kWrongSize;
  if (state_ == State::kFresh) {
    if (auto sent = send({}); !sent) return sent;
  }
  state_ = State::kIdle;
  const auto answer = device_->call(wire::FinishHash{}, 2 + digest.size());
  if (!answer) return answer.error();
  // The vendor's host does not look at the size (trap T-22).
  if (answer->digest.bytes().size() != digest.size()) return LinkError::kUnexpectedResponse;
  copy_bytes(answer->digest.bytes(), digest);
  return {};
}

Result<void> hash(Device& device, HashAlgorithm algorithm, ByteView message, ByteSpan digest) {
  if (digest.size() != digest_size(algorithm)) return UsageError::kWrongSize;
  Hash running{device};
  running.start(algorithm);
  if (auto added = running.update(message); !added) return added;
  return running.finish(digest);
}

}  // namespace stsafe::host
