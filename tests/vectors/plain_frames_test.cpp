#include <gtest/gtest.h>

#include "tests/support/prepared_chip.h"
#include "tests/support/registry.h"
#include "tests/support/scripted_transport.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::vectors::plain_frames_test {
namespace {

using testing_support::hex;
using testing_support::PreparedChip;
using testing_support::ScriptedTransport;

constexpr auto kMacKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kCipherKey = "0123456789ABCDEF0123456789ABCDEF"_hex;

/// What the vectors call the chip's state.
void prepare(PreparedChip& chip, const std::string& state) {
  if (state == "factory") return;
  if (state == "mask 006001") {
    copy_bytes("0103006001"_hex, chip.stored().identity.product_data);
    chip.stored().identity.product_data_size = 5;
    return;
  }
  if (state == "AES-128 host keys, counter 41") {
    return chip.set_host_keys(wire::HostKeyType::kAes128, kMacKey, kCipherKey, 0x41);
  }
  if (state == "AES-256 host keys, counter 0") {
    return chip.set_host_keys(wire::HostKeyType::kAes256, Fixed<32>{}, Fixed<32>{}, 0);
  }
  if (state == "two AES-128 local envelope keys") {
    for (auto& key : chip.stored().local_envelope) {
      key.present = true;
      key.type = wire::KeyType::kAes128;
    }
    return;
  }
  if (state.starts_with("password 11")) {
    auto& password = chip.stored().password;
    password.present = true;
    copy_bytes("11111111111111111111111111111111"_hex, password.value.prepare(16));
    return;
  }
  FAIL() << "unknown state: " << state;
}

TEST(PlainFrames, AreSentAndUnderstoodByTheHost) {
  const auto count = for_each_vector("../plain_frames.json", [](Vector& vector) {
    vector.skip({"section", "what", "chip", "random"});
    const auto command = vector.bytes("command");
    const auto response = vector.bytes("response");
    ScriptedTransport transport;
    transport.expect(command, response);
    host::Device device{transport};
    const auto frame = wire::parse_command(command);
    ASSERT_TRUE(frame);
    const auto payload = ByteView{response}.subspan(3, response.size() - 5);
    EXPECT_EQ(hex(testing_support::send_as_host(device, *frame)), hex(payload));
  });
  EXPECT_EQ(count, 26);
}

TEST(PlainFrames, AreAnsweredByTheChip) {
  const auto count = for_each_vector("../plain_frames.json", [](Vector& vector) {
    vector.skip({"section", "what"});
    PreparedChip chip;
    const auto state = vector.text("chip");
    prepare(chip, state);
    chip.rng().add(vector.bytes("random"));
    chip.start();
    if (state.ends_with("verified")) {
      EXPECT_EQ(hex(chip.answer("1A 11111111111111111111111111111111 2E9E"_hex)), "0000040103ed8f");
    }
    EXPECT_EQ(hex(chip.answer(vector.bytes("command"))), hex(vector.bytes("response")));
    EXPECT_TRUE(chip.rng().is_used_up());
  });
  EXPECT_EQ(count, 26);
}

TEST(ErrorAnswers, AreStatusesForTheHost) {
  const auto count = for_each_vector("../error_answers.json", [](Vector& vector) {
    const auto status = static_cast<Status>(vector.bytes("status").at(0));
    ScriptedTransport transport;
    transport.expect("14 08 71 FE"_hex, vector.bytes("response"));
    host::Device device{transport};
    EXPECT_TRUE(device.call(wire::QueryLifeCycle{}).failed_with(status));
  });
  EXPECT_EQ(count, 4);
}

/// A command that makes the chip answer with the status. CRCs as in the documents.
testing_support::Bytes provocation_of(Status status) {
  switch (status) {
    case Status::kCommunicationError: return testing_support::to_bytes("00 5A 33"_hex);
    case Status::kCommandCodeNotSupported: return testing_support::to_bytes("07 84C7"_hex);
    case Status::kAccessConditionNotSatisfied:
      return testing_support::to_bytes("00 01 02 03 A7 29"_hex);
    case Status::kInvalidCMac:
      return testing_support::to_bytes("E0 01 02 03 83 CF 5E 04 56 E2"_hex);
    default: ADD_FAILURE() << name(status); return {};
  }
}

TEST(ErrorAnswers, AreMadeByTheChip) {
  const auto count = for_each_vector("../error_answers.json", [](Vector& vector) {
    const auto status = static_cast<Status>(vector.bytes("status").at(0));
    PreparedChip chip;
    chip.set_host_keys(wire::HostKeyType::kAes128, kMacKey, kCipherKey, 0x42);
    chip.set_rule({.opcode = wire::Echo::kOpcode, .access = wire::CommandAccess::kHost});
    chip.start();
    EXPECT_EQ(hex(chip.answer(provocation_of(status))), hex(vector.bytes("response")));
  });
  EXPECT_EQ(count, 4);
}

}  // namespace
}  // namespace stsafe::vectors::plain_frames_test
