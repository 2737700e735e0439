#pragma once

#include <optional>
#include <vector>

#include "stsafe/link/transport.h"

namespace stsafe::hostile_bus {

/// What is done to a frame. What `at` means stands beside each.
enum class FrameDeed : std::uint8_t {
  kFlipRequestBit,    ///< `at`: the bit
  kFlipResponseBit,   ///< `at`: the bit
  kTruncateRequest,   ///< `at`: how many bytes are left
  kTruncateResponse,  ///< `at`: how many bytes are left
  kDropRequest,       ///< the bus says that nobody took it
  kSwallowRequest,    ///< it is gone, and no answer comes
  kLoseResponse,      ///< executed, and no answer comes
  kDeliverTwice,      ///< the answer is that to the second
  // With a checksum that is right: only a MAC can tell.
  kForgeRequestBit,
  kForgeResponseBit,
  kForgeShorterResponse,  ///< `at`: how many payload bytes are left
  kReplayRequest,         ///< `at`: the number of the earlier exchange
  kReplayResponse,        ///< `at`: the number of the earlier exchange
};

struct FrameAttack {
  std::size_t exchange = 0;
  FrameDeed deed{};
  std::size_t at = 0;
};

/// A request and its answer as they were seen on the way. Without answer, `response` is empty.
struct Exchange {
  std::vector<std::byte> request;
  std::vector<std::byte> response;
};

/// Passes frames on, records them, and attacks one of them.
class HostileTransport final : public link::Transport {
 public:
  explicit HostileTransport(link::Transport& inner) : inner_(inner) {}

  /// Numbers the exchanges from zero again and attacks the one that is named.
  void arm(std::optional<FrameAttack> attack) {
    log_.clear();
    attack_ = attack;
  }
  const std::vector<Exchange>& log() const { return log_; }

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

 private:
  Result<ByteView> attack(const FrameAttack& attack, ByteView request, ByteSpan reply,
                          link::Expectation expected);
  Result<ByteView> attack_request(const FrameAttack& attack, ByteView request, ByteSpan reply,
                                  link::Expectation expected);
  Result<ByteView> attack_response(const FrameAttack& attack, ByteSpan reply, ByteView response);

  link::Transport& inner_;
  std::optional<FrameAttack> attack_;
  std::vector<Exchange> log_;
};

}  // namespace stsafe::hostile_bus
