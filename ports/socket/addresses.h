#pragma once

#include <netdb.h>

#include <memory>

#include "ports/socket/endpoint.h"

namespace stsafe::socket {

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

enum class AddressUse : bool { kConnect, kListen };

/// All addresses of a TCP endpoint; null if it has none. The system looks names up, and has bounds
/// of its own.
Addresses look_up(const Endpoint& endpoint, AddressUse use);

}  // namespace stsafe::socket
