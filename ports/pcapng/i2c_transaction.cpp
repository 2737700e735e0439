#include "ports/pcapng/i2c_transaction.h"

namespace stsafe::pcapng {
namespace {

constexpr std::byte kEventBit{0x80};
constexpr std::byte kReadBit{0x01};
constexpr std::size_t kFlagsSize = 4;
constexpr std::size_t kAddressAt = 1 + kFlagsSize;

}  // namespace

std::vector<std::byte> encode_i2c(const I2cTransaction& transaction) {
  std::vector<std::byte> packet(kAddressAt + 1 + transaction.bytes.size());
  packet[0] = static_cast<std::byte>(transaction.bus) & ~kEventBit;
  packet[kAddressAt] = static_cast<std::byte>(transaction.address << 1);
  if (transaction.is_read) packet[kAddressAt] |= kReadBit;
  copy_bytes(transaction.bytes, ByteSpan{packet}.subspan(kAddressAt + 1));
  return packet;
}

std::optional<I2cTransaction> decode_i2c(ByteView packet) {
  if (packet.size() <= kAddressAt || (packet[0] & kEventBit) != std::byte{0}) return std::nullopt;
  const auto bytes = packet.subspan(kAddressAt + 1);
  return I2cTransaction{
      .bus = std::to_integer<std::uint8_t>(packet[0]),
      .address = std::to_integer<std::uint8_t>(packet[kAddressAt] >> 1),
      .is_read = (packet[kAddressAt] & kReadBit) != std::byte{0},
      .bytes = {bytes.begin(), bytes.end()},
  };
}

}  // namespace stsafe::pcapng
