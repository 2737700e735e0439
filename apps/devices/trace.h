#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "apps/devices/frame_text.h"
#include "stsafe/host/authorization.h"
#include "stsafe/link/transport.h"

namespace stsafe::devices {

/// Passes frames on and writes one line for each: its name and its fields, secrets redacted. Frames
/// whose payload is encrypted show its size; which those are, it learns from the device's own
/// command authorization table as it passes by. From the symmetric key table it learns the modes of
/// keys, without which it shows the size of what is encrypted or decrypted, too.
class TracingTransport final : public link::Transport {
 public:
  using Sink = std::function<void(std::string_view line)>;
  TracingTransport(link::Transport& inner, Sink sink) : inner_(inner), sink_(std::move(sink)) {}

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

 private:
  void learn(const wire::CommandFrame& command, ByteView response);

  link::Transport& inner_;
  Sink sink_;
  host::Authorization authorization_;
  KeyModes modes_{};
};

}  // namespace stsafe::devices
