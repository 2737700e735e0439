#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "apps/devices/chip_knowledge.h"
#include "stsafe/link/transport.h"

namespace stsafe::devices {

/// Passes frames on and writes one line for each: its name and its fields, secrets redacted. Frames
/// whose payload is encrypted or cannot be read show its size.
class TracingTransport final : public link::Transport {
 public:
  using Sink = std::function<void(std::string_view line)>;
  TracingTransport(link::Transport& inner, Sink sink) : inner_(inner), sink_(std::move(sink)) {}

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

 private:
  link::Transport& inner_;
  Sink sink_;
  ChipKnowledge knowledge_;
};

}  // namespace stsafe::devices
