#include "stsafe/link/link_transport.h"

#include "stsafe/wire/frame.h"

namespace stsafe::link {

Result<ByteView> LinkTransport::exchange(ByteView request, ByteSpan reply, Microseconds typical) {
  for (int resends = 0;; ++resends) {
    if (auto sent = deliver(request, clock_.now() + policy_.patience); !sent) return sent.error();
    clock_.sleep(typical);
    const auto frame = fetch(reply, clock_.now() + policy_.patience);
    if (!frame) return frame;
    const auto status = static_cast<Status>((*frame)[0] & wire::kCodeBits);
    if (status != Status::kCommunicationError || resends >= policy_.max_resends) return frame;
  }
}

Result<void> LinkTransport::deliver(ByteView request, Microseconds deadline) {
  for (;;) {
    const auto sent = bus_.write(address_, request);
    if (sent || !sent.failed_with(BusError::kNack)) return sent;
    // A target that refuses a byte has not seen a whole frame, and waits for the next one.
    if (!wait_before(deadline)) return LinkError::kNotDelivered;
  }
}

Result<ByteView> LinkTransport::fetch(ByteSpan reply, Microseconds deadline) {
  if (reply.size() < wire::kMinResponseSize) return LinkError::kFrameTooLong;
  Error why = LinkError::kNoAnswer;
  for (int reads = 0; reads <= policy_.max_rereads; ++reads) {
    const auto probe = reply.first(wire::kMinResponseSize);
    if (auto read = read_when_ready(probe, deadline); !read) return read.error();
    const auto size = wire::kResponsePrefixSize + wire::response_length(probe);
    if (size < wire::kMinResponseSize || size > reply.size()) {
      why = LinkError::kBadLength;
      continue;
    }
    const auto frame = reply.first(size);
    if (size > wire::kMinResponseSize) {
      if (auto read = read_when_ready(frame, deadline); !read) return read.error();
    }
    const auto parsed = wire::parse_response(frame);
    if (parsed) return ByteView{frame};
    why = parsed.error();
  }
  return why;
}

Result<void> LinkTransport::read_when_ready(ByteSpan data, Microseconds deadline) {
  for (;;) {
    const auto read = bus_.read(address_, data);
    if (read || !read.failed_with(BusError::kNack)) return read;
    if (!wait_before(deadline)) return LinkError::kNoAnswer;
  }
}

bool LinkTransport::wait_before(Microseconds deadline) {
  const auto left = deadline - clock_.now();
  if (left <= Microseconds::zero()) return false;
  clock_.sleep(std::min(left, policy_.poll_interval));
  return true;
}

}  // namespace stsafe::link
