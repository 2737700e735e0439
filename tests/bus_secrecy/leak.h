#pragma once

#include <algorithm>
#include <optional>

#include "stsafe/base/bytes.h"

namespace stsafe::bus_secrecy {

/// So many bytes in a row are a piece of a secret, and no coincidence.
inline constexpr std::size_t kWindow = 8;

/// Where in a recording the first piece of a secret stands, forwards or backwards.
inline std::optional<std::size_t> find_leak(ByteView recording, ByteView secret) {
  for (std::size_t at = 0; at + kWindow <= secret.size(); ++at) {
    Fixed<kWindow> piece{};
    copy_bytes(secret.subspan(at, kWindow), piece);
    for (int direction = 0; direction < 2; ++direction) {
      const auto found = std::ranges::search(recording, piece);
      if (!found.empty()) return static_cast<std::size_t>(found.begin() - recording.begin());
      std::ranges::reverse(piece);
    }
  }
  return std::nullopt;
}

}  // namespace stsafe::bus_secrecy
