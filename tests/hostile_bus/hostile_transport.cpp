#include "tests/hostile_bus/hostile_transport.h"

#include "stsafe/wire/frame.h"
#include "tests/hostile_bus/changes.h"

namespace stsafe::hostile_bus {
namespace {

/// Makes the checksum of a request right again.
void reseal(std::vector<std::byte>& request) {
  static_cast<void>(wire::seal_command(request, request.size() - wire::kCrcSize));
}

}  // namespace

Result<ByteView> HostileTransport::exchange(ByteView request, ByteSpan reply,
                                            link::Expectation expected) {
  const auto number = log_.size();
  log_.push_back({copy_of(request), {}});
  const auto answer = attack_ && attack_->exchange == number
                          ? attack(*attack_, request, reply, expected)
                          : inner_.exchange(request, reply, expected);
  if (answer) log_.back().response = copy_of(*answer);
  return answer;
}

Result<ByteView> HostileTransport::attack(const FrameAttack& attack, ByteView request,
                                          ByteSpan reply, link::Expectation expected) {
  switch (attack.deed) {
    case FrameDeed::kDropRequest: return LinkError::kNotDelivered;
    case FrameDeed::kSwallowRequest: return LinkError::kNoAnswer;
    case FrameDeed::kLoseResponse:
      static_cast<void>(inner_.exchange(request, reply, expected));
      return LinkError::kNoAnswer;
    case FrameDeed::kDeliverTwice:
      static_cast<void>(inner_.exchange(request, reply, expected));
      return inner_.exchange(request, reply, expected);
    case FrameDeed::kFlipRequestBit:
    case FrameDeed::kForgeRequestBit:
    case FrameDeed::kTruncateRequest:
    case FrameDeed::kReplayRequest: return attack_request(attack, request, reply, expected);
    case FrameDeed::kFlipResponseBit:
    case FrameDeed::kForgeResponseBit:
    case FrameDeed::kTruncateResponse:
    case FrameDeed::kForgeShorterResponse:
    case FrameDeed::kReplayResponse: break;
  }
  const auto response = inner_.exchange(request, reply, expected);
  if (!response) return response;
  return attack_response(attack, reply, *response);
}

Result<ByteView> HostileTransport::attack_request(const FrameAttack& attack, ByteView request,
                                                  ByteSpan reply, link::Expectation expected) {
  auto changed = copy_of(request);
  if (attack.deed == FrameDeed::kTruncateRequest) {
    changed.resize(attack.at);
  } else if (attack.deed == FrameDeed::kReplayRequest) {
    changed = log_[attack.at].request;
  } else {
    flip(changed, attack.at);
    if (attack.deed == FrameDeed::kForgeRequestBit) reseal(changed);
  }
  return inner_.exchange(changed, reply, expected);
}

Result<ByteView> HostileTransport::attack_response(const FrameAttack& attack, ByteSpan reply,
                                                   ByteView response) {
  const auto payload_size = response.size() - wire::kMinResponseSize;
  switch (attack.deed) {
    case FrameDeed::kTruncateResponse: return response.first(attack.at);
    case FrameDeed::kReplayResponse: {
      const auto& old = log_[attack.at].response;
      copy_bytes(old, reply);
      return ByteView{reply.first(old.size())};
    }
    case FrameDeed::kForgeShorterResponse: return wire::seal_response(reply, reply[0], attack.at);
    default: break;
  }
  flip(reply, attack.at);
  if (attack.deed == FrameDeed::kForgeResponseBit) {
    return wire::seal_response(reply, reply[0], payload_size);
  }
  return response;
}

}  // namespace stsafe::hostile_bus
