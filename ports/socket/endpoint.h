#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stsafe::socket {

/// Where the frame socket of the vendor's TCP platform layers is.
inline constexpr std::uint16_t kDefaultPort = 8120;

/// The longest path that fits a socket's address.
inline constexpr std::size_t kMaxPathSize = 107;

/// The place of a stream socket: `tcp:HOST:PORT` or `unix:PATH`.
struct Endpoint {
  enum class Kind : std::uint8_t { kTcp, kUnix };
  Kind kind = Kind::kTcp;
  std::string host{};      ///< TCP: a name or an address, without brackets
  std::uint16_t port = 0;  ///< TCP
  std::string path{};      ///< Unix
};

/// Reads `tcp:HOST`, `tcp:HOST:PORT`, `tcp:[ADDRESS]:PORT` or `unix:PATH`. Nothing if the text is
/// none of these, a port is not from 0 to 65535, or a path does not fit a socket's address.
std::optional<Endpoint> parse_endpoint(std::string_view text);

/// The endpoint as parse_endpoint() reads it.
std::string to_string(const Endpoint& endpoint);

/// True if only this machine can reach it: a path, `localhost`, `127.…` or `::1`.
bool is_local(const Endpoint& endpoint);

}  // namespace stsafe::socket
