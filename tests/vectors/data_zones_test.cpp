#include <gtest/gtest.h>

#include <memory>

#include "tests/support/prepared_chip.h"
#include "tests/support/registry.h"
#include "tests/support/scripted_transport.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::vectors {
namespace {

using testing_support::hex;
using testing_support::PreparedChip;
using testing_support::ScriptedTransport;

TEST(DataZoneFrames, AreSentAndUnderstoodByTheHost) {
  const auto count = for_each_vector("../data_zones.json", [](Vector& vector) {
    vector.skip({"section", "what", "chip"});
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
  EXPECT_EQ(count, 24);
}

TEST(DataZoneFrames, AreAnsweredByTheChip) {
  std::unique_ptr<PreparedChip> chip;
  const auto count = for_each_vector("../data_zones.json", [&](Vector& vector) {
    vector.skip({"section"});
    SCOPED_TRACE(vector.text("what"));
    if (vector.text("chip") == "fresh") {
      chip = std::make_unique<PreparedChip>();
      copy_bytes("30 82 01 99"_hex, chip->stored().zones.data(wire::ZoneNumber{0}));
      chip->start();
    }
    EXPECT_EQ(hex(chip->answer(vector.bytes("command"))), hex(vector.bytes("response")));
  });
  EXPECT_EQ(count, 24);
}

// Frame 8 made a condition laxer, with a right C-MAC, and was refused: the conformance case
// Read_NeverMakesItsConditionLaxer has that status.
TEST(HardwareReads, AreReadAsRecorded) {
  const auto count = for_each_vector("../hardware_reads.json", [](Vector& vector) {
    vector.skip({"frame", "status"});
    const auto command = vector.bytes("command");
    const auto frame = wire::parse_command(command);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->opcode(), wire::Read::kOpcode);
    const bool is_protected = (frame->protection() & wire::kProtectedBit) != std::byte{0};
    const auto body = frame->body.first(frame->body.size() - (is_protected ? wire::kMacSize : 0));
    const auto read = wire::decode_message<wire::Read>(body);
    ASSERT_TRUE(read);
    const auto number = [&](const char* field) {
      std::uint32_t value = 0;
      for (const auto byte : vector.bytes(field)) {
        value = (value << 8) | std::to_integer<std::uint32_t>(byte);
      }
      return value;
    };
    EXPECT_EQ(read->option.raw(), number("option"));
    EXPECT_EQ(read->zone.raw(), number("zone"));
    EXPECT_EQ(read->offset.raw(), number("offset"));
    EXPECT_EQ(read->length.raw(), number("length"));
  });
  EXPECT_EQ(count, 2);
}

}  // namespace
}  // namespace stsafe::vectors
