#include "stsafe/sim/state/snapshot.h"

#include <gtest/gtest.h>

#include "stsafe/base/crc16.h"
#include "tests/support/random_state.h"

namespace stsafe::sim::snapshot_test {
namespace {

using testing_support::encoded;
using testing_support::randomise;
using Bytes = std::vector<std::byte>;

Bytes snapshot_of(const Nvm& state) {
  Bytes room(kMaxSnapshotSize);
  const auto bytes = encode_snapshot(state, room);
  EXPECT_TRUE(bytes);
  room.resize(bytes ? bytes->size() : 0);
  return room;
}

/// Puts the right checksum behind bytes that were changed.
Bytes with_checksum(Bytes bytes) {
  const auto crc = crc16(bytes);
  bytes.push_back(static_cast<std::byte>(crc >> 8));
  bytes.push_back(static_cast<std::byte>(crc & 0xFF));
  return bytes;
}

TEST(Snapshot, GivesBackTheWholeState) {
  Nvm state;
  randomise(state, 1);
  Nvm restored;
  ASSERT_TRUE(decode_snapshot(snapshot_of(state), restored));
  EXPECT_EQ(encoded(restored), encoded(state));
}

TEST(Snapshot, RefusesEveryTruncation) {
  Nvm state;
  const auto bytes = snapshot_of(state);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Nvm restored;
    EXPECT_TRUE(
        decode_snapshot(ByteView{bytes}.first(size), restored).failed_with(RecordError::kDamaged));
    EXPECT_FALSE(decode_snapshot(with_checksum({bytes.begin(), bytes.begin() + 4}), restored));
  }
}

TEST(Snapshot, RefusesEveryChangedByte) {
  Nvm state;
  auto bytes = snapshot_of(state);
  for (auto& byte : bytes) {
    byte ^= std::byte{0x40};
    Nvm restored;
    EXPECT_TRUE(decode_snapshot(bytes, restored).failed_with(RecordError::kDamaged));
    byte ^= std::byte{0x40};
  }
}

TEST(Snapshot, SaysWhatALaterVersionWrote) {
  Nvm state;
  auto bytes = snapshot_of(state);
  bytes.resize(bytes.size() - 2);
  auto version = bytes;
  version[4] = std::byte{2};
  EXPECT_TRUE(decode_snapshot(with_checksum(version), state).failed_with(RecordError::kTooNew));
  auto kind = bytes;
  kind[5] = std::byte{0xFF};
  EXPECT_TRUE(decode_snapshot(with_checksum(kind), state).failed_with(RecordError::kTooNew));
}

TEST(Snapshot, OfAnOlderVersionLeavesOutWhatWasNotThere) {
  const auto bytes =
      with_checksum({std::byte{'S'}, std::byte{'T'}, std::byte{'S'}, std::byte{'S'}, std::byte{1}});
  Nvm restored;
  ASSERT_TRUE(decode_snapshot(bytes, restored));
  EXPECT_EQ(encoded(restored), encoded(Nvm{}));
}

TEST(Snapshot, NeedsRoom) {
  Nvm state;
  Bytes room(snapshot_of(state).size() - 1);
  EXPECT_TRUE(encode_snapshot(state, room).failed_with(RecordError::kTooLong));
  EXPECT_TRUE(encode_snapshot(state, {}).failed_with(RecordError::kTooLong));
}

}  // namespace
}  // namespace stsafe::sim::snapshot_test
