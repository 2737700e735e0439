#pragma once

#include "stsafe/link/chip_pace.h"
#include "stsafe/link/link_transport.h"

namespace stsafe::link {

/// A LinkTransport that learns how fast its chip is, and reads accordingly: fewer reads that are
/// not acknowledged, and less time lost on a chip that is faster than expected.
class PacedTransport final : public Transport {
 public:
  explicit PacedTransport(LinkTransport& inner) : inner_(inner) {}

  Result<ByteView> exchange(ByteView request, ByteSpan reply, Expectation expected) override;

  const ChipPace& pace() const { return pace_; }

 private:
  LinkTransport& inner_;
  ChipPace pace_;
};

}  // namespace stsafe::link
