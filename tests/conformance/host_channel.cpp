#include "tests/conformance/host_channel.h"

#include <gtest/gtest.h>

namespace stsafe::conformance {
namespace {

Bytes big_endian(std::uint64_t value, std::size_t size) {
  Bytes bytes(size);
  for (auto i = size; i-- > 0; value >>= 8) bytes[i] = static_cast<std::byte>(value & 0xFF);
  return bytes;
}

Bytes block(std::uint32_t counter, std::uint8_t subject) {
  return joined({big_endian(counter, 4), big_endian(subject, 1), bytes_of("80 00*10")});
}

Bytes truncated(crypto::Cmac& cmac, ByteView key, ByteView message) {
  crypto::AesBlock full{};
  EXPECT_TRUE(cmac.compute(key, std::array{message}, full));
  return {full.begin(), full.begin() + 4};
}

}  // namespace

Bytes HostChannel::command_mac(std::uint32_t n, ByteView header, ByteView payload) const {
  return truncated(
      cmac_, mac_key,
      joined({block(n, 0x00), bytes_of("00"), header, big_endian(payload.size(), 2), payload}));
}

Bytes HostChannel::response_mac(std::uint32_t n, ByteView header, ByteView payload,
                                std::byte response_header, ByteView response_payload) const {
  return truncated(cmac_, mac_key,
                   joined({block(n + 1, 0x40), bytes_of("80"), header,
                           big_endian(payload.size(), 2), payload, ByteView{&response_header, 1},
                           big_endian(response_payload.size(), 2), response_payload}));
}

crypto::AesBlock HostChannel::initial_vector(std::uint32_t n, std::uint8_t subject) const {
  crypto::AesBlock vector{};
  copy_bytes(block(n + 1, subject), vector);
  EXPECT_TRUE(aes_.encrypt_block(cipher_key, vector));
  return vector;
}

Bytes HostChannel::encrypted_command(std::uint32_t n, Bytes payload) const {
  payload.push_back(std::byte{0x80});
  while (payload.size() % 16 != 0) payload.push_back(std::byte{0});
  return encrypted_unpadded(n, std::move(payload));
}

Bytes HostChannel::encrypted_unpadded(std::uint32_t n, Bytes payload) const {
  EXPECT_TRUE(aes_.cbc_encrypt(cipher_key, initial_vector(n, 0x80), payload));
  return payload;
}

Bytes HostChannel::decrypted_response(std::uint32_t n, Bytes payload) const {
  EXPECT_TRUE(aes_.cbc_decrypt(cipher_key, initial_vector(n, 0xC0), payload));
  const auto whole = payload.size();
  while (!payload.empty() && payload.back() == std::byte{0}) payload.pop_back();
  if (payload.empty() || payload.back() != std::byte{0x80}) return {};
  payload.pop_back();
  if ((payload.size() / 16 + 1) * 16 != whole) return {};
  return payload;
}

}  // namespace stsafe::conformance
