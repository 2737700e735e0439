#include "stsafe/host/random.h"

#include <limits>

#include "stsafe/wire/commands/device.h"

namespace stsafe::host {

Result<void> generate_random(Device& device, ByteSpan out) {
  constexpr std::size_t kMax = std::numeric_limits<std::uint8_t>::max();
  while (!out.empty()) {
    const auto piece = out.first(std::min(out.size(), kMax));
    const wire::GenerateRandom::Size size{static_cast<std::uint8_t>(piece.size())};
    const auto answer = device.call(wire::GenerateRandom{size});
    if (!answer) return answer.error();
    if (answer->random.bytes().size() != piece.size()) return LinkError::kUnexpectedResponse;
    copy_bytes(answer->random.bytes(), piece);
    device.forget();
    out = out.subspan(piece.size());
  }
  return {};
}

}  // namespace stsafe::host
