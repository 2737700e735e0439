#include <gtest/gtest.h>

#include "tests/support/prepared_chip.h"
#include "tests/support/registry.h"
#include "tests/support/scripted_transport.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::vectors {
namespace {

using testing_support::hex;
using testing_support::PreparedChip;

void prepare(PreparedChip& chip, const std::string& state) {
  if (state == "factory") return;
  ASSERT_EQ(state, "public key for entity authentication");
  auto& slot = chip.stored().public_keys[0];
  slot.flags = wire::kForEntityAuthentication;
  slot.present = true;
  slot.key = *PublicKey::from_raw(Curve::kNistP256, testing_support::kP256PublicKey);
}

TEST(AsymmetricFrames, AreSentAndUnderstoodByTheHost) {
  const auto count = for_each_vector("../asymmetric_frames.json", [](Vector& vector) {
    vector.skip({"section", "chip", "random", "before"});
    SCOPED_TRACE(vector.text("what"));
    const auto command = vector.bytes("command");
    const auto response = vector.bytes("response");
    testing_support::ScriptedTransport transport;
    transport.expect(command, response);
    host::Device device{transport};
    const auto frame = wire::parse_command(command);
    ASSERT_TRUE(frame);
    const auto payload = ByteView{response}.subspan(3, response.size() - 5);
    EXPECT_EQ(hex(testing_support::send_as_host(device, *frame)), hex(payload));
  });
  EXPECT_EQ(count, 19);
}

TEST(AsymmetricFrames, AreAnsweredByTheChip) {
  const auto count = for_each_vector("../asymmetric_frames.json", [](Vector& vector) {
    vector.skip({"section"});
    SCOPED_TRACE(vector.text("what"));
    PreparedChip chip;
    prepare(chip, vector.text("chip"));
    chip.rng().add(vector.bytes("random"));
    chip.start();
    const auto before = vector.bytes("before");
    if (!before.empty()) {
      EXPECT_EQ(chip.answer(before).at(0), std::byte{0});
    }
    EXPECT_EQ(hex(chip.answer(vector.bytes("command"))), hex(vector.bytes("response")));
    EXPECT_TRUE(chip.rng().is_used_up());
  });
  EXPECT_EQ(count, 19);
}

}  // namespace
}  // namespace stsafe::vectors
