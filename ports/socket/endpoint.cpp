#include "ports/socket/endpoint.h"

#include <arpa/inet.h>
#include <sys/un.h>

#include <charconv>
#include <memory>

namespace stsafe::socket {
namespace {

constexpr std::string_view kTcp = "tcp:";
constexpr std::string_view kUnix = "unix:";
static_assert(kMaxPathSize + 1 == sizeof(sockaddr_un{}.sun_path), "with the zero behind it");

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto* end = std::to_address(text.end());
  const auto [stop, error] = std::from_chars(std::to_address(text.begin()), end, port);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return port;
}

std::optional<Endpoint> parse_tcp(std::string_view text) {
  std::string_view host;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    host = text.substr(1, close - 1);
    rest = text.substr(close + 1);
  } else {
    host = text.substr(0, text.find(':'));
    rest = text.substr(host.size());
  }
  if (host.empty()) return std::nullopt;
  std::optional<std::uint16_t> port = kDefaultPort;
  if (!rest.empty()) {
    if (rest[0] != ':') return std::nullopt;
    port = parse_port(rest.substr(1));
  }
  if (!port) return std::nullopt;
  return Endpoint{.kind = Endpoint::Kind::kTcp, .host = std::string{host}, .port = *port};
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  if (text.starts_with(kTcp)) return parse_tcp(text.substr(kTcp.size()));
  if (!text.starts_with(kUnix)) return std::nullopt;
  const auto path = text.substr(kUnix.size());
  if (path.empty() || path.size() > kMaxPathSize) return std::nullopt;
  return Endpoint{.kind = Endpoint::Kind::kUnix, .path = std::string{path}};
}

std::string to_string(const Endpoint& endpoint) {
  if (endpoint.kind == Endpoint::Kind::kUnix) return std::string{kUnix} + endpoint.path;
  const bool needs_brackets = endpoint.host.find(':') != std::string::npos;
  const auto host = needs_brackets ? "[" + endpoint.host + "]" : endpoint.host;
  return std::string{kTcp} + host + ":" + std::to_string(endpoint.port);
}

bool is_local(const Endpoint& endpoint) {
  if (endpoint.kind == Endpoint::Kind::kUnix || endpoint.host == "localhost") return true;
  in_addr v4{};
  if (inet_pton(AF_INET, endpoint.host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, endpoint.host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace stsafe::socket
