#include "stsafe/base/error.h"

#include <array>
#include <cstddef>

namespace stsafe {
namespace {

using Words = std::string_view;

// One list per layer, in the order of its enumeration (which starts at 1, status at 0).
constexpr std::array kBus{
    Words{"not acknowledged"},
    Words{"the bus timed out"},
    Words{"bus arbitration was lost"},
    Words{"the bus adapter reported a failure"},
    Words{"the bus cannot be opened, or is gone"},
    Words{"the bus adapter cannot carry a message of this size"},
    Words{"another program uses the device"},
    Words{"cancelled"},
};
constexpr std::array kLink{
    Words{"a message ended before its last field"},
    Words{"a message has bytes after its last field"},
    Words{"the frame is too long"},
    Words{"the response has a wrong checksum"},
    Words{"the response has an impossible length"},
    Words{"a field has an unknown value"},
    Words{"a curve is not known"},
    Words{"the device did not acknowledge the command"},
    Words{"the device did not answer in time"},
    Words{"the response does not fit the command"},
};
constexpr std::array kChannel{
    Words{"the command needs a host session"},
    Words{"the device holds no host keys"},
    Words{"the device's host keys have another size"},
    Words{"the response is not authentic (wrong R-MAC)"},
    Words{"an encrypted payload has wrong padding"},
    Words{"the host session counter is exhausted"},
    Words{"the device reports a session counter that it cannot have"},
    Words{"the command was executed but its response was lost"},
    Words{"the host session counter was read again; the command was not executed"},
};
constexpr std::array kCrypto{
    Words{"the cryptographic library failed"},
    Words{"the cryptographic library does not support this"},
    Words{"invalid key"},
    Words{"the data is not authentic"},
    Words{"the certificate is not of the trusted root, or not valid now"},
};
constexpr std::array kUsage{
    Words{"wrong size"},
    Words{"a value is out of range"},
    Words{"the curve does not support this"},
    Words{"a tag of less than 8 bytes was not acknowledged"},
    Words{"key type, mode, usage and size do not fit together"},
    Words{"not open"},
    Words{"already open"},
    Words{"the nonce sequence is exhausted"},
    Words{"the slot holds no such key"},
    Words{"the KEK session has wrapped its last key"},
    Words{"the device is not an STSAFE-A120"},
    Words{"the zone does not begin with a certificate"},
    Words{"the store of nonces or counters gives none"},
};
constexpr std::array kStatus{
    Words{"success"},
    Words{"communication error"},
    Words{"inconsistent command data"},
    Words{"value out of range"},
    Words{"command code not supported"},
    Words{"unexpected error"},
    Words{"buffer length exceeded"},
    Words{"session error"},
    Words{"too many messages lost"},
    Words{"C-MAC counter maximum reached"},
    Words{"key not found"},
    Words{"key blocked"},
    Words{"wrong key type"},
    Words{"session counter out of range"},
    Words{"unassigned status"},
    Words{"invalid life-cycle state"},
    Words{"entry not found"},
    Words{"access condition not satisfied"},
    Words{"wrong zone type"},
    Words{"counter limit exceeded"},
    Words{"boundary exceeded"},
    Words{"invalid private key"},
    Words{"invalid C-MAC"},
    Words{"challenge missing"},
    Words{"command decryption error"},
    Words{"invalid public key"},
    Words{"password blocked"},
    Words{"wrong key usage"},
    Words{"wrong mode of operation"},
    Words{"wrong MAC length"},
    Words{"command not authorized"},
    Words{"old message"},
};
static_assert(kStatus.size() == 32);
static_assert(kBus.size() == std::to_underlying(BusError::kCancelled));
static_assert(kLink.size() == std::to_underlying(LinkError::kUnexpectedResponse));
static_assert(kChannel.size() == std::to_underlying(ChannelError::kResynchronised));
static_assert(kCrypto.size() == std::to_underlying(CryptoError::kUntrustedCertificate));
static_assert(kUsage.size() == std::to_underlying(UsageError::kNonceUnavailable));

template <std::size_t N>
constexpr Words pick(const std::array<Words, N>& list, std::size_t index) {
  return index < N ? list[index] : Words{"unknown"};
}

}  // namespace

std::string_view name(Status status) { return pick(kStatus, std::to_underlying(status)); }

std::string_view name(Layer layer) {
  constexpr std::array names{Words{"bus"},    Words{"link"},   Words{"channel"},
                             Words{"crypto"}, Words{"device"}, Words{"usage"}};
  return pick(names, static_cast<std::size_t>(std::to_underlying(layer)) - 1);
}

std::string_view describe(Error error) {
  const std::size_t index = error.code();
  switch (error.layer()) {
    case Layer::kBus: return pick(kBus, index - 1);
    case Layer::kLink: return pick(kLink, index - 1);
    case Layer::kChannel: return pick(kChannel, index - 1);
    case Layer::kCrypto: return pick(kCrypto, index - 1);
    case Layer::kDevice: return pick(kStatus, index);
    case Layer::kUsage: return pick(kUsage, index - 1);
  }
  return "unknown";
}

}  // namespace stsafe
