#include "stsafe/channel/protection.h"

namespace stsafe::channel {
namespace {

constexpr std::byte kCommandMacSubject{0x00};
constexpr std::byte kResponseMacSubject{0x40};
constexpr std::byte kCommandMacType{0x00};
constexpr std::byte kResponseMacType{0x80};
constexpr std::byte kPaddingStart{0x80};

wire::SequenceCounter after(wire::SequenceCounter n) { return wire::SequenceCounter{n.raw() + 1}; }

/// Counter ‖ subject ‖ 80 ‖ zeros: the first block of every MAC, and what an IV is made of.
crypto::AesBlock counter_block(wire::SequenceCounter counter, std::byte subject) {
  crypto::AesBlock block{};
  for (std::size_t i = 0; i < 4; ++i) {
    block[i] = static_cast<std::byte>(counter.raw() >> (24 - 8 * i));
  }
  block[4] = subject;
  block[5] = std::byte{0x80};
  return block;
}

Fixed<2> big_endian(std::size_t size) {
  return {static_cast<std::byte>(size >> 8), static_cast<std::byte>(size)};
}

Result<Mac> truncated_cmac(crypto::Cmac& cmac, const HostKeys& keys,
                           std::span<const ByteView> parts) {
  crypto::AesBlock full{};
  if (auto done = cmac.compute(keys.mac.reveal(), parts, full); !done) return done.error();
  Mac mac{};
  copy_bytes(ByteView{full}.first(mac.size()), mac);
  return mac;
}

}  // namespace

Result<void> HostKeys::assign(wire::HostKeyType type, ByteView mac_key, ByteView cipher_key) {
  const auto size = wire::key_size(type);
  if (mac_key.size() != size || cipher_key.size() != size) return UsageError::kWrongSize;
  if (auto set = mac.assign(mac_key); !set) return set;
  return cipher.assign(cipher_key);
}

Result<Mac> Protection::command_mac(const HostKeys& keys, wire::SequenceCounter n,
                                    const CommandImage& command) const {
  const auto block = counter_block(n, kCommandMacSubject);
  const auto size = big_endian(command.payload.size());
  const std::array<ByteView, 5> parts{ByteView{block}, ByteView{&kCommandMacType, 1},
                                      command.header, ByteView{size}, command.payload};
  return truncated_cmac(cmac_, keys, parts);
}

Result<Mac> Protection::response_mac(const HostKeys& keys, wire::SequenceCounter n,
                                     const CommandImage& command, std::byte response_header,
                                     ByteView response_payload) const {
  const auto block = counter_block(after(n), kResponseMacSubject);
  const auto command_size = big_endian(command.payload.size());
  const auto response_size = big_endian(response_payload.size());
  const std::array<ByteView, 8> parts{ByteView{block},         ByteView{&kResponseMacType, 1},
                                      command.header,          ByteView{command_size},
                                      command.payload,         ByteView{&response_header, 1},
                                      ByteView{response_size}, response_payload};
  return truncated_cmac(cmac_, keys, parts);
}

Result<crypto::AesBlock> Protection::initial_vector(const HostKeys& keys, wire::SequenceCounter n,
                                                    Direction direction) const {
  auto block = counter_block(after(n), static_cast<std::byte>(direction));
  if (auto done = aes_.encrypt_block(keys.cipher.reveal(), block); !done) return done.error();
  return block;
}

Result<std::size_t> Protection::encrypt(const HostKeys& keys, wire::SequenceCounter n,
                                        Direction direction, ByteSpan buffer,
                                        std::size_t size) const {
  const auto padded = (size / crypto::kAesBlockSize + 1) * crypto::kAesBlockSize;
  if (padded > buffer.size()) return LinkError::kFrameTooLong;
  const auto data = buffer.first(padded);
  std::ranges::fill(data.subspan(size), std::byte{0});
  data[size] = kPaddingStart;
  const auto iv = initial_vector(keys, n, direction);
  if (!iv) return iv.error();
  if (auto done = aes_.cbc_encrypt(keys.cipher.reveal(), *iv, data); !done) return done.error();
  return padded;
}

Result<std::size_t> Protection::decrypt(const HostKeys& keys, wire::SequenceCounter n,
                                        Direction direction, ByteSpan buffer) const {
  if (buffer.empty() || buffer.size() % crypto::kAesBlockSize != 0) {
    return ChannelError::kBadPadding;
  }
  const auto iv = initial_vector(keys, n, direction);
  if (!iv) return iv.error();
  if (auto done = aes_.cbc_decrypt(keys.cipher.reveal(), *iv, buffer); !done) return done.error();
  // Tolerates padding longer than needed, as older hosts may send (trap T-42).
  auto size = buffer.size();
  while (size > 0 && buffer[size - 1] == std::byte{0}) --size;
  if (size == 0 || buffer[size - 1] != kPaddingStart) return ChannelError::kBadPadding;
  return size - 1;
}

}  // namespace stsafe::channel
