#include <gtest/gtest.h>

#include "stsafe/host/host_session.h"
#include "tests/support/frames.h"
#include "tests/support/prepared_chip.h"
#include "tests/support/registry.h"
#include "tests/support/scripted_transport.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::vectors {
namespace {

using testing_support::answer_frame;
using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::PreparedChip;
using testing_support::ScriptedRng;
using testing_support::ScriptedTransport;

/// One example of the protocol documents. Empty bytes are not given there.
struct Example {
  wire::HostKeyType type{};
  Bytes mac_key, cipher_key, counter_bytes;
  wire::SequenceCounter counter;
  wire::CommandRule rule;
  std::byte response_header_bits{};
  Bytes device_private, before_first, before_second;
  Bytes plain_command, command, response, plain_response;
  Bytes command_iv_input, command_iv, command_padded, command_ciphertext;
  Bytes command_mac_input, command_mac_full;
  Bytes response_iv_input, response_iv, response_padded, response_ciphertext;
  Bytes response_mac_input, response_mac_full;

  wire::CommandFrame plain_frame() const {
    const std::size_t header = plain_command.front() == wire::kExtendedPrefix ? 2 : 1;
    return {ByteView{plain_command}.first(header), ByteView{plain_command}.subspan(header)};
  }
};

Example read_example(Vector& vector) {
  vector.skip({"example"});
  Example e;
  const auto type = vector.text("key_type");
  EXPECT_TRUE(type == "AES-128" || type == "AES-256");
  e.type = type == "AES-128" ? wire::HostKeyType::kAes128 : wire::HostKeyType::kAes256;
  e.mac_key = vector.bytes("mac_key");
  e.cipher_key = vector.bytes("cipher_key");
  e.counter_bytes = vector.bytes("counter");
  e.counter = wire::SequenceCounter{wire::Reader{e.counter_bytes}.take<std::uint32_t>()};
  e.response_header_bits = vector.bytes("response_header_bits").at(0);
  e.device_private = vector.bytes("device_private");
  e.before_first = vector.bytes("before_first");
  e.before_second = vector.bytes("before_second");
  e.plain_command = vector.bytes("plain_command");
  e.command = vector.bytes("command");
  e.response = vector.bytes("response");
  e.plain_response = vector.bytes("plain_response");
  e.command_iv_input = vector.bytes("command_iv_input");
  e.command_iv = vector.bytes("command_iv");
  e.command_padded = vector.bytes("command_padded");
  e.command_ciphertext = vector.bytes("command_ciphertext");
  e.command_mac_input = vector.bytes("command_mac_input");
  e.command_mac_full = vector.bytes("command_mac_full");
  e.response_iv_input = vector.bytes("response_iv_input");
  e.response_iv = vector.bytes("response_iv");
  e.response_padded = vector.bytes("response_padded");
  e.response_ciphertext = vector.bytes("response_ciphertext");
  e.response_mac_input = vector.bytes("response_mac_input");
  e.response_mac_full = vector.bytes("response_mac_full");

  const auto encryption = vector.text("encryption");
  EXPECT_TRUE(encryption == "none" || encryption == "command" || encryption == "both");
  e.rule = {.opcode = e.plain_frame().opcode(),
            .access = wire::CommandAccess::kHost,
            .encrypt_command = encryption != "none",
            .encrypt_response = encryption == "both"};
  return e;
}

template <class Check>
void for_each_example(Check&& check) {
  const auto count = for_each_vector("../host_session.json", [&](Vector& vector) {
    const auto example = read_example(vector);
    check(example);
  });
  EXPECT_EQ(count, 7);
}

/// The answers that make the device demand what the example shows, and the session begin there.
void expect_opening(ScriptedTransport& transport, const Example& e) {
  Fixed<5> record{};
  wire::Writer w{record};
  encode(w, e.rule);
  transport.expect("14 11 FC BE"_hex, answer_frame("01 03 00 60 01"_hex));
  transport.expect("14 24 9A 90"_hex,
                   answer_frame(join({"00 01"_hex, ByteView{record}.first(w.size())})));
  transport.expect(
      "14 47 CB 0D"_hex,
      answer_frame(join({"01"_hex, Fixed<1>{static_cast<std::byte>(e.type)}, e.counter_bytes})));
}

TEST(HostSessionExamples, AreSentAndUnderstoodByTheHost) {
  for_each_example([](const Example& e) {
    ScriptedTransport transport;
    expect_opening(transport, e);
    transport.expect(e.command, e.response);
    ScriptedRng no_random;
    crypto_openssl::OpensslCrypto crypto{no_random};
    host::Device device{transport};
    host::HostSession session{device, crypto.aes(), crypto.cmac()};
    ASSERT_TRUE(device.initialise());
    ASSERT_TRUE(session.open(e.type, e.mac_key, e.cipher_key));

    EXPECT_EQ(hex(testing_support::send_as_host(device, e.plain_frame())), hex(e.plain_response));
    EXPECT_EQ(session.counter().raw(), e.counter.raw() + 1);
  });
}

TEST(HostSessionExamples, AreAnsweredByTheChip) {
  for_each_example([](const Example& e) {
    PreparedChip chip{{.protected_response_bits = e.response_header_bits}};
    chip.set_host_keys(e.type, e.mac_key, e.cipher_key, e.counter.raw());
    chip.set_rule(e.rule);
    chip.rng().add(e.device_private);
    chip.start();
    if (!e.before_first.empty()) {
      ASSERT_EQ(chip.answer(e.before_first).at(0), std::byte{0});
      ASSERT_EQ(hex(chip.answer(e.before_second)), "000002f078");
    }
    EXPECT_EQ(hex(chip.answer(e.command)), hex(e.response));
    EXPECT_EQ(chip.device().stored().host_key.counter.raw(), e.counter.raw() + 1);
  });
}

class HostSessionValues : public testing::Test {
 protected:
  /// Checks one direction: IV, padding and ciphertext.
  void check_encryption(const channel::HostKeys& keys, wire::SequenceCounter counter,
                        channel::Direction direction, ByteView plain, const Bytes& iv_input,
                        const Bytes& iv, const Bytes& padded, const Bytes& ciphertext) {
    if (!iv_input.empty()) {
      crypto::AesBlock block{};
      copy_bytes(iv_input, block);
      ASSERT_TRUE(crypto_.aes().encrypt_block(keys.cipher.reveal(), block));
      EXPECT_EQ(hex(block), hex(iv));
    }
    if (!padded.empty()) {
      auto data = padded;
      crypto::AesBlock block{};
      copy_bytes(iv, block);
      ASSERT_TRUE(crypto_.aes().cbc_encrypt(keys.cipher.reveal(), block, data));
      EXPECT_EQ(hex(data), hex(ciphertext));
    }
    if (ciphertext.empty()) return;
    Bytes buffer(ciphertext.size());
    copy_bytes(plain, buffer);
    const auto size = protection_.encrypt(keys, counter, direction, buffer, plain.size());
    ASSERT_TRUE(size);
    EXPECT_EQ(hex(ByteView{buffer}.first(*size)), hex(ciphertext));
    const auto stripped = protection_.decrypt(keys, counter, direction, buffer);
    ASSERT_TRUE(stripped);
    EXPECT_EQ(hex(ByteView{buffer}.first(*stripped)), hex(plain));
  }
  /// The CMAC over the input that the document shows; checked against its full value, if given.
  void check_mac(const channel::HostKeys& keys, const Bytes& input, const Bytes& full,
                 ByteView mac) {
    if (input.empty()) return;
    crypto::AesBlock whole{};
    const std::array parts{ByteView{input}};
    ASSERT_TRUE(crypto_.cmac().compute(keys.mac.reveal(), parts, whole));
    if (!full.empty()) {
      EXPECT_EQ(hex(whole), hex(full));
    }
    EXPECT_EQ(hex(ByteView{whole}.first(wire::kMacSize)), hex(mac));
  }

  ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  channel::Protection protection_{crypto_.aes(), crypto_.cmac()};
};

TEST_F(HostSessionValues, AreThoseOfTheExamples) {
  for_each_example([&](const Example& e) {
    channel::HostKeys keys;
    ASSERT_TRUE(keys.assign(e.type, e.mac_key, e.cipher_key));
    check_encryption(keys, e.counter, channel::Direction::kCommand, e.plain_frame().body,
                     e.command_iv_input, e.command_iv, e.command_padded, e.command_ciphertext);
    check_encryption(keys, e.counter, channel::Direction::kResponse, e.plain_response,
                     e.response_iv_input, e.response_iv, e.response_padded, e.response_ciphertext);

    const auto command = wire::parse_command(e.command);
    const auto response = wire::parse_response(e.response);
    ASSERT_TRUE(command && response);
    const auto payload = command->body.first(command->body.size() - wire::kMacSize);
    const auto answer = response->payload.first(response->payload.size() - wire::kMacSize);
    const channel::CommandImage image{command->header, payload};
    const auto command_mac = protection_.command_mac(keys, e.counter, image);
    const auto response_mac =
        protection_.response_mac(keys, e.counter, image, response->header, answer);
    ASSERT_TRUE(command_mac && response_mac);
    EXPECT_EQ(hex(*command_mac), hex(command->body.last(wire::kMacSize)));
    EXPECT_EQ(hex(*response_mac), hex(response->payload.last(wire::kMacSize)));
    check_mac(keys, e.command_mac_input, e.command_mac_full, *command_mac);
    check_mac(keys, e.response_mac_input, e.response_mac_full, *response_mac);
  });
}

}  // namespace
}  // namespace stsafe::vectors
