#include "ports/socket/addresses.h"

#include <sys/socket.h>

#include <string>

namespace stsafe::socket {

Addresses look_up(const Endpoint& endpoint, AddressUse use) {
  const int passive = use == AddressUse::kListen ? AI_PASSIVE : 0;
  const addrinfo hints{.ai_flags = AI_NUMERICSERV | passive,
                       .ai_family = AF_UNSPEC,
                       .ai_socktype = SOCK_STREAM,
                       .ai_protocol = 0,
                       .ai_addrlen = 0,
                       .ai_addr = nullptr,
                       .ai_canonname = nullptr,
                       .ai_next = nullptr};
  addrinfo* found = nullptr;
  const auto port = std::to_string(endpoint.port);
  if (getaddrinfo(endpoint.host.c_str(), port.c_str(), &hints, &found) != 0) return nullptr;
  return Addresses{found};
}

}  // namespace stsafe::socket
