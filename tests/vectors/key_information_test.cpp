#include <gtest/gtest.h>

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/symmetric_key_table.h"
#include "tests/support/frames.h"
#include "tests/support/prepared_chip.h"
#include "tests/support/scripted_transport.h"
#include "tests/vectors/crypto/vector_file.h"
#include "tests/vectors/names.h"

namespace stsafe::vectors {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;

constexpr auto kQueryTable = "14 23 EE 2F"_hex;

wire::KeyDescription read_description(Vector& vector) {
  return {.lock = lock_named(vector.text("lock")),
          .type = key_type_named(vector.text("type")),
          .mode = key_mode_named(vector.text("mode")),
          .usage = usage_named(vector.text("usage")),
          .parameter = std::to_integer<std::uint8_t>(vector.bytes("parameter").at(0)),
          .counter = counter_named(vector.text("counter"))};
}

wire::KeyInfo read_info(Vector& vector) {
  vector.skip({"section", "purpose"});
  wire::KeyInfo info{
      .slot = wire::SlotNumber{std::to_integer<std::uint8_t>(vector.bytes("slot").at(0))},
      .key = read_description(vector)};
  info.key.secret_size = std::to_integer<std::uint8_t>(vector.bytes("secret_size").at(0));
  return info;
}

Bytes encoded(const wire::KeyInfo& info) {
  Fixed<wire::kMaxKeyInfoSize> buffer{};
  wire::Writer w{buffer};
  encode(w, info);
  const auto written = w.finish();
  EXPECT_TRUE(written);
  return testing_support::to_bytes(*written);
}

TEST(KeyInformation, IsWrittenAsInTheExamples) {
  const auto count = for_each_vector("../key_information.json", [](Vector& vector) {
    const auto info = read_info(vector);
    EXPECT_EQ(hex(encoded(info)), hex(vector.bytes("information")));
  });
  EXPECT_EQ(count, 9);
}

TEST(KeyInformation, IsReadAsInTheExamples) {
  const auto count = for_each_vector("../key_information.json", [](Vector& vector) {
    const auto expected = read_info(vector);
    const auto bytes = vector.bytes("information");
    wire::Reader r{bytes};
    wire::KeyInfo info;
    decode(r, info);
    ASSERT_TRUE(r.finish());
    EXPECT_EQ(info.slot, expected.slot);
    EXPECT_EQ(info.key, expected.key);
  });
  EXPECT_EQ(count, 9);
}

TEST(KeyInformation, OfCcmStarKeysComesFromTheirOptions) {
  int num_ccm_star = 0;
  for_each_vector("../key_information.json", [&](Vector& vector) {
    const auto expected = read_info(vector);
    const auto bytes = vector.bytes("information");
    if (expected.key.mode != wire::KeyMode::kCcmStar) return;
    ++num_ccm_star;
    const auto tag = host::TagSize::of(expected.key.parameter, host::AcceptWeakTag{});
    ASSERT_TRUE(tag);
    const auto info = host::ccm_star_key_info(expected.slot, {.type = expected.key.type,
                                                              .tag = *tag,
                                                              .usage = expected.key.usage,
                                                              .lock = expected.key.lock,
                                                              .counter = expected.key.counter});
    ASSERT_TRUE(info);
    EXPECT_EQ(hex(encoded(*info)), hex(bytes));
  });
  EXPECT_EQ(num_ccm_star, 4);
}

struct Slot {
  Bytes bytes;
  wire::SlotRecord record;
};

/// The slots of the example, in their order.
std::vector<Slot> read_slots() {
  std::vector<Slot> slots;
  for_each_vector("../symmetric_key_table.json", [&](Vector& vector) {
    Slot slot{.bytes = vector.bytes("record"), .record = {}};
    EXPECT_EQ(std::to_integer<std::size_t>(vector.bytes("slot").at(0)), slots.size());
    slot.record.present = slot.bytes.size() > 1;
    const auto counter = vector.bytes("counter_value");
    slot.record.counter_value = wire::Reader{counter}.take<std::uint32_t>();
    if (slot.record.present) {
      slot.record.key = read_description(vector);
    } else {
      vector.skip({"lock", "type", "mode", "usage", "parameter", "counter"});
    }
    slots.push_back(slot);
  });
  EXPECT_EQ(slots.size(), 7U);
  return slots;
}

Bytes table_answer(const std::vector<Slot>& slots) {
  Bytes payload{static_cast<std::byte>(slots.size())};
  for (const auto& slot : slots) payload = join({payload, slot.bytes});
  return testing_support::answer_frame(payload);
}

TEST(SymmetricKeyTableExample, IsUnderstoodByTheHost) {
  const auto slots = read_slots();
  testing_support::ScriptedTransport transport;
  transport.expect(kQueryTable, table_answer(slots));
  host::Device device{transport};
  const auto table = host::read_symmetric_key_table(device);
  ASSERT_TRUE(table);
  ASSERT_EQ(table->num_slots, slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    EXPECT_EQ(table->records[i].present, slots[i].record.present) << i;
    EXPECT_EQ(table->records[i].key, slots[i].record.key) << i;
    EXPECT_EQ(table->records[i].counter_value, slots[i].record.counter_value) << i;
  }
}

TEST(SymmetricKeyTableExample, IsAnsweredByTheChip) {
  const auto slots = read_slots();
  testing_support::PreparedChip chip;
  chip.stored().num_symmetric_slots = slots.size();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    auto& stored = chip.stored().symmetric[i];
    stored.present = slots[i].record.present;
    stored.key = slots[i].record.key;
    stored.counter = slots[i].record.counter_value;
  }
  chip.start();
  EXPECT_EQ(hex(chip.answer(kQueryTable)), hex(table_answer(slots)));
}

}  // namespace
}  // namespace stsafe::vectors
