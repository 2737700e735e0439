#include "stsafe/link/link_transport.h"

#include <algorithm>

#include "stsafe/wire/frame.h"

namespace stsafe::link {

Result<ByteView> LinkTransport::exchange(ByteView request, ByteSpan reply, Expectation expected) {
  if (policy_.always_probes) expected.size = 0;
  if (policy_.first_wait.count() != 0) expected.earliest = policy_.first_wait;
  for (int resends = 0;; ++resends) {
    if (auto sent = deliver(request); !sent) return sent.error();
    begin_waiting();
    clock_.sleep(expected.earliest);
    deadline_ += expected.earliest;
    const auto frame = fetch(reply, expected.size);
    if (!frame) return frame;
    const auto status = static_cast<Status>((*frame)[0] & wire::kCodeBits);
    if (status != Status::kCommunicationError || resends >= policy_.max_resends) return frame;
  }
}

Result<void> LinkTransport::deliver(ByteView request) {
  begin_waiting();
  for (;;) {
    attempted_ = elapsed();
    const auto sent = bus_.write(address_, request);
    if (sent || !sent.failed_with(BusError::kNack)) return sent;
    // A target that refuses a byte has not seen a whole frame, and waits for the next one.
    if (!wait_after_attempt()) return LinkError::kNotDelivered;
  }
}

Result<ByteView> LinkTransport::fetch(ByteSpan reply, std::size_t expected_size) {
  if (reply.size() < wire::kMinResponseSize) return LinkError::kFrameTooLong;
  const auto begin = reply.first(std::clamp(expected_size, wire::kMinResponseSize, reply.size()));
  Error why = LinkError::kNoAnswer;
  for (int reads = 0; reads <= policy_.max_rereads; ++reads) {
    if (auto read = read_when_ready(begin); !read) return read.error();
    if (reads == 0) seen_.ready = attempted_;
    const auto size = wire::kResponsePrefixSize + wire::response_length(begin);
    if (size < wire::kMinResponseSize || size > reply.size()) {
      why = LinkError::kBadLength;
      continue;
    }
    const auto frame = reply.first(size);
    if (size > begin.size()) {
      if (auto read = read_when_ready(frame); !read) return read.error();
    }
    const auto parsed = wire::parse_response(frame);
    if (parsed) return ByteView{frame};
    why = parsed.error();
  }
  return why;
}

Result<void> LinkTransport::read_when_ready(ByteSpan data) {
  for (;;) {
    attempted_ = elapsed();
    const auto read = bus_.read(address_, data);
    if (read || !read.failed_with(BusError::kNack)) return read;
    if (seen_.ready.count() == 0) seen_.too_early = attempted_;
    if (!wait_after_attempt()) return LinkError::kNoAnswer;
  }
}

void LinkTransport::begin_waiting() {
  began_ = clock_.now();
  deadline_ = policy_.patience;
  seen_ = {};
}

ShortTime LinkTransport::elapsed() {
  return ShortTime{static_cast<std::uint32_t>((clock_.now() - began_).count())};
}

bool LinkTransport::wait_after_attempt() {
  // Bare numbers: on a small target the comparisons of durations are what costs.
  const auto now = elapsed().count();
  const auto left = deadline_.count() - now;
  if (now >= deadline_.count()) return false;
  auto step = attempted_.count() / 32 + 1;
  if (step < policy_.min_step.count()) step = policy_.min_step.count();
  if (step > policy_.max_step.count()) step = policy_.max_step.count();
  const auto due = attempted_.count() + step;
  auto wait = due > now ? due - now : 1;  // an attempt can take longer than a step
  if (wait > left) wait = left;
  clock_.sleep(ShortTime{wait});
  return true;
}

}  // namespace stsafe::link
